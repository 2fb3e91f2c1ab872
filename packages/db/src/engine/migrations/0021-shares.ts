import { sql, type Kysely } from 'kysely';

/**
 * Short links by which videos are passed on: one for each person and video, and one for all who are not signed in. A
 * code is random, so that nobody can count or guess them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table video_counts add column shares integer not null default 0 check (shares >= 0)`,
  `create table shares (
    code text primary key,
    video_id text not null references videos (id) on delete cascade,
    user_id text references users (id),
    created_at timestamptz(3) not null default now()
  )`,
  `create unique index shares_of_video on shares (video_id, user_id) nulls not distinct`,
  `create index shares_by_user on shares (user_id)`,
];
