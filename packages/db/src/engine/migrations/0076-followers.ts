import { sql, type Kysely } from 'kysely';

/** Who follows a person is read as a list, the latest first; whom they follow has its index since 0009. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index follows_by_followed on follows (followed_id, created_at desc, follower_id desc)`.execute(
    db,
  );
}
