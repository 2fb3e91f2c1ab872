import { sql, type Kysely } from 'kysely';

/**
 * Other forms of films that were asked for: one row for each. What was made is an artefact of the film's asset, with which
 * both go.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table film_exports (
    asset_id text not null references assets (id) on delete cascade,
    format text not null,
    failure_code text,
    created_at timestamptz(3) not null default now(),
    primary key (asset_id, format)
  )`.execute(db);
}
