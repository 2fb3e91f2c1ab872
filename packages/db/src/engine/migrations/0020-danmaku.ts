import { sql, type Kysely } from 'kysely';

/**
 * What people say at a moment of a video. It is read by windows of 30 seconds: the index has the newest of each first,
 * so that a window with thousands costs no more than one with the most that are shown.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table video_counts add column danmaku integer not null default 0 check (danmaku >= 0)`,
  `create table danmaku (
    id text primary key,
    video_id text not null references videos (id) on delete cascade,
    author_id text not null references users (id),
    at_ms integer not null check (at_ms >= 0),
    body text not null,
    mode text not null check (mode in ('scroll', 'top', 'bottom')),
    colour text not null,
    state text not null check (state in ('shown', 'held')),
    created_at timestamptz(3) not null default now()
  )`,
  `create index danmaku_of_window on danmaku (video_id, (at_ms / 30000), created_at desc, id desc)
    where state = 'shown'`,
  `create index danmaku_held on danmaku (video_id, created_at desc, id desc) where state = 'held'`,
  `create index danmaku_by_author on danmaku (author_id, video_id, (at_ms / 30000))`,
];
