import { sql, type Kysely } from 'kysely';

/**
 * What the store said of each part, what is known of a file before it is whole, and who is just completing an upload,
 * so that no transaction has to stay open while bytes are moved or read.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table upload_parts add column store_etag text`,
  // What the store on disk, the only one until now, says of a part.
  `update upload_parts set store_etag = n || '-' || size_bytes`,
  `alter table upload_parts alter column store_etag set not null`,
  `alter table uploads
    add column container text,
    add column checked_sha256 text,
    add column completing_by text,
    add column completing_until timestamptz(3)`,
];
