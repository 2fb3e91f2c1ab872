import { sql, type Kysely } from 'kysely';

/** Work that begins before an upload has ended: when it was begun for which upload, so that it is begun once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table uploads add column early_at timestamptz(3)`.execute(db);
}
