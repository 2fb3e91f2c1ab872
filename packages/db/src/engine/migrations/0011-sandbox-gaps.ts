import { sql, type Kysely } from 'kysely';

/** What a program in the sandbox could do on a worker's machine, so that administrators see it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table workers add column sandbox_gaps text[] not null default '{}'`.execute(db);
}
