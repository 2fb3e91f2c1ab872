import { sql, type Kysely } from 'kysely';

/** What is made beside the ladder: storyboard and preview. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table assets
    add column storyboard jsonb,
    add column storyboard_key text,
    add column preview_key text`.execute(db);
}
