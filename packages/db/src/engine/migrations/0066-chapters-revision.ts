import { sql, type Kysely } from 'kysely';

/**
 * How often the chapters of a video were written, so that of two who write them nobody writes over what they have not
 * seen. It stands with the video, because chapters that are deleted have no row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table videos add column chapters_revision integer not null default 0`.execute(db);
}
