import { sql, type Kysely } from 'kysely';

/**
 * The newest of one author (0024) were indexed where they are public. Since videos can be for some (0025), no query asks
 * for those alone, and each write kept an index that nothing reads. With the kinds that are asked for now, the index
 * would have PostgreSQL sort all that an author has made: it believes that hardly any of it may be shown.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index videos_latest_of_author`.execute(db);
}
