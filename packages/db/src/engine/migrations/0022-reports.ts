import { sql, type Kysely } from 'kysely';

/**
 * What people report. What was reported is kept as it was then, because it may be changed or deleted meanwhile; so the
 * subject is no foreign key.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table reports (
    id text primary key,
    reporter_id text not null references users (id),
    subject_kind text not null check (subject_kind in ('video', 'comment', 'danmaku', 'user')),
    subject_id text not null,
    video_id text references videos (id) on delete set null,
    owner_id text not null references users (id),
    excerpt text not null,
    reason text not null,
    detail text not null,
    state text not null default 'open' check (state in ('open', 'resolved', 'dismissed')),
    decided_by text references users (id),
    decided_at timestamptz(3),
    created_at timestamptz(3) not null default now(),
    check ((state = 'open') = (decided_at is null))
  )`,
  `create unique index reports_open on reports (subject_kind, subject_id, reporter_id) where state = 'open'`,
  `create index reports_waiting on reports (created_at, id) where state = 'open'`,
  `create index reports_decided on reports (decided_at desc, id desc) where state <> 'open'`,
  `create index reports_by_video on reports (video_id)`,
  // Who decides about reports is asked with each.
  `create index users_with_roles on users using gin (roles)`,
  `alter table notifications drop constraint notifications_kind_check`,
  `alter table notifications add constraint notifications_kind_check
    check (kind in ('like', 'follow', 'comment', 'reply', 'mention', 'report'))`,
];
