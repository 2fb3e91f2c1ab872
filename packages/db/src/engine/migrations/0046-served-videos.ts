import { sql, type Kysely } from 'kysely';

/** What people were shown unasked is forgotten after a while: found by its time, and by person and time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index served_videos_by_time on served_videos (served_at)`.execute(db);
  await sql`create index served_videos_of_user on served_videos (user_id, served_at)`.execute(db);
}
