import { sql, type Kysely } from 'kysely';

/**
 * Likes, favourites and follows, with their counters beside them. Counters have rows of their own, which stay small:
 * what changes hundreds of times a second must not write a whole video anew, nor wait for who edits it. The room that
 * is left in each page lets the new state of a row lie beside the old one, so that no index is touched.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table video_likes (
    video_id text not null references videos (id) on delete cascade,
    user_id text not null references users (id),
    created_at timestamptz(3) not null default now(),
    primary key (video_id, user_id)
  )`,
  `create index video_likes_by_user on video_likes (user_id)`,
  `create table video_favourites (
    video_id text not null references videos (id) on delete cascade,
    user_id text not null references users (id),
    created_at timestamptz(3) not null default now(),
    primary key (video_id, user_id)
  )`,
  `create index video_favourites_by_user on video_favourites (user_id, created_at desc, video_id desc)`,
  `create table follows (
    followed_id text not null references users (id),
    follower_id text not null references users (id) check (follower_id <> followed_id),
    created_at timestamptz(3) not null default now(),
    primary key (followed_id, follower_id)
  )`,
  `create index follows_by_follower on follows (follower_id, created_at desc, followed_id desc)`,
  `create table video_counts (
    video_id text primary key references videos (id) on delete cascade,
    likes integer not null default 0 check (likes >= 0),
    favourites integer not null default 0 check (favourites >= 0)
  ) with (fillfactor = 50)`,
  `create table user_counts (
    user_id text primary key references users (id),
    followers integer not null default 0 check (followers >= 0),
    following integer not null default 0 check (following >= 0)
  ) with (fillfactor = 50)`,
];
