import { sql, type Kysely } from 'kysely';

/** What a film was made of, and by what; null: it is not made, or was made before this was kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table renders add column report jsonb`.execute(db);
}
