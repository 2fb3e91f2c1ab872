import { sql, type Kysely } from 'kysely';

/** People who have gone: a row without anything but its id, for what others keep that names it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table users add column deleted_at timestamptz(3), add column cleared_at timestamptz(3)`.execute(
    db,
  );
  await sql`create index users_gone on users (deleted_at) where deleted_at is not null and cleared_at is null`.execute(
    db,
  );
}
