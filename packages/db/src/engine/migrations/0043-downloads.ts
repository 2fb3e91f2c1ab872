import { sql, type Kysely } from 'kysely';

/** Whether others may take a copy of a video: nobody may of those whose authors were never asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table videos add column downloadable boolean not null default false`.execute(db);
}
