import { sql, type Kysely } from 'kysely';

/** Words that are laid over a video's cover; null: there are none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table videos add column cover_words jsonb`.execute(db);
}
