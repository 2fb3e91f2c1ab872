import { sql, type Kysely } from 'kysely';

/**
 * What was found in sources by listening to and looking at them once: one row for each source that somebody edits. It
 * goes with its asset.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table surveys (
    asset_id text primary key references assets (id) on delete cascade,
    sha256 text not null,
    result jsonb,
    failure_code text,
    created_at timestamptz(3) not null default now()
  )`.execute(db);
}
