import { sql, type Kysely } from 'kysely';

/** What people say below videos, in two levels, and what an author lets others say. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table videos add column comment_policy text not null default 'open'
    check (comment_policy in ('open', 'approve', 'closed'))`,
  `alter table video_counts add column comments integer not null default 0 check (comments >= 0)`,
  `create table comments (
    id text primary key,
    video_id text not null references videos (id) on delete cascade,
    root_id text references comments (id) on delete cascade,
    author_id text not null references users (id),
    reply_to_id text references users (id),
    body text not null,
    mentions jsonb not null,
    state text not null check (state in ('shown', 'held', 'deleted')),
    pinned boolean not null default false check (not pinned or (root_id is null and state = 'shown')),
    likes integer not null default 0 check (likes >= 0),
    replies integer not null default 0 check (replies >= 0),
    created_at timestamptz(3) not null default now()
  )`,
  `create index comments_new on comments (video_id, created_at desc, id desc) where root_id is null`,
  `create index comments_hot on comments (video_id, likes desc, created_at desc, id desc) where root_id is null`,
  `create index comments_of_root on comments (root_id, created_at, id)`,
  `create index comments_held on comments (video_id, created_at desc, id desc) where state = 'held'`,
  `create index comments_by_author on comments (author_id, created_at desc)`,
  `create unique index comments_pinned on comments (video_id) where pinned`,
  `create table comment_likes (
    comment_id text not null references comments (id) on delete cascade,
    user_id text not null references users (id),
    created_at timestamptz(3) not null default now(),
    primary key (comment_id, user_id)
  )`,
  // For whom an @ in a text may mean.
  `create index users_by_nickname on users (nickname)`,
];
