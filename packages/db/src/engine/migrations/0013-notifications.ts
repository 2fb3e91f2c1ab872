import { sql, type Kysely } from 'kysely';

/**
 * What people are told. While a notice is unread, the same thing done by others joins it, so that a video that
 * thousands like is one line.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table notifications (
    id text primary key,
    user_id text not null references users (id),
    kind text not null check (kind in ('like', 'follow', 'comment', 'reply', 'mention')),
    about text not null,
    video_id text references videos (id) on delete cascade,
    comment_id text references comments (id) on delete set null,
    actor_ids text[] not null,
    is_read boolean not null default false,
    updated_at timestamptz(3) not null default now()
  )`,
  `create unique index notifications_unread on notifications (user_id, kind, about) where not is_read`,
  `create index notifications_of_user on notifications (user_id, updated_at desc, id desc)`,
  // What goes takes its notices along.
  `create index notifications_by_video on notifications (video_id)`,
  `create index notifications_by_comment on notifications (comment_id)`,
];
