import { sql, type Kysely } from 'kysely';

/** Covers to choose from, covers of single videos, placeholders, and blobs that were replaced by better ones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table assets
    add column poster_placeholder text,
    add column cover_candidates jsonb`,
  `alter table videos
    add column cover_key text,
    add column cover_placeholder text,
    add column cover_made_ms integer`,
  `create table spent_blobs (
    key text primary key,
    asset_id text not null references assets (id) on delete cascade,
    remove_after timestamptz(3) not null
  )`,
  `create index spent_blobs_by_time on spent_blobs (remove_after)`,
];
