import { sql, type Kysely } from 'kysely';

/** Films that were asked for with others, as rows of a table: they have a bound of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table renders add column is_of_batch boolean not null default false`.execute(db);
}
