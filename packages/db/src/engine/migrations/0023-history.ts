import { sql, type Kysely } from 'kysely';

/**
 * What people have watched, and how far; who wants that nothing is kept; and whose word a held comment waits for, so
 * that an author finds all that wait for theirs.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table watched (
    user_id text not null references users (id) on delete cascade,
    video_id text not null references videos (id) on delete cascade,
    position_ms integer not null check (position_ms >= 0),
    watched_at timestamptz(3) not null default now(),
    primary key (user_id, video_id)
  ) with (fillfactor = 80)`,
  `create index watched_by_user on watched (user_id, watched_at desc, video_id desc)`,
  `create index watched_by_video on watched (video_id)`,
  `create table without_history (
    user_id text primary key references users (id) on delete cascade
  )`,
  `alter table comments add column held_for text references users (id)`,
  `update comments set held_for = videos.author_id from videos
    where videos.id = comments.video_id and comments.state = 'held'`,
  `alter table comments add constraint comments_held_for check ((state = 'held') = (held_for is not null))`,
  `create index comments_held_for on comments (held_for, created_at desc, id desc) where state = 'held'`,
];
