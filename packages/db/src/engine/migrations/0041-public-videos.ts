import { sql, type Kysely } from 'kysely';

/** Each card of a list says how many videos its author has made public: counted from an index alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index videos_public_of_author on videos (author_id) include (publish_at)
    where visibility = 'public' and review = 'approved' and published_at is not null`.execute(db);
}
