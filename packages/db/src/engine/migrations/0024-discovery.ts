import { sql, type Kysely } from 'kysely';

/**
 * What somebody does not want to be shown, and what they were shown unasked, so that it does not come again while there
 * is anything else. Who follows few people finds their videos by author.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table hidden_videos (
    user_id text not null references users (id) on delete cascade,
    video_id text not null references videos (id) on delete cascade,
    created_at timestamptz(3) not null default now(),
    primary key (user_id, video_id)
  )`,
  `create index hidden_videos_by_video on hidden_videos (video_id)`,
  `create table hidden_authors (
    user_id text not null references users (id) on delete cascade,
    author_id text not null references users (id) on delete cascade check (author_id <> user_id),
    created_at timestamptz(3) not null default now(),
    primary key (user_id, author_id)
  )`,
  `create index hidden_authors_by_author on hidden_authors (author_id)`,
  `create table served_videos (
    user_id text not null references users (id) on delete cascade,
    video_id text not null references videos (id) on delete cascade,
    served_at timestamptz(3) not null,
    primary key (user_id, video_id)
  )`,
  `create index served_videos_by_video on served_videos (video_id)`,
  `create index videos_latest_of_author on videos (author_id, published_at desc, id desc)
    where published_at is not null and visibility = 'public'`,
];
