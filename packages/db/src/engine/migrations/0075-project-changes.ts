import { sql, type Kysely } from 'kysely';

/**
 * Which cells of a project's document each of its latest revisions changed, so that edits which were made on an earlier
 * one can be told from those that would undo them. Null: too many to say.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table project_changes (
    project_id text not null references projects (id) on delete cascade,
    revision integer not null,
    cells text[],
    edit_id text,
    primary key (project_id, revision)
  )`.execute(db);
}
