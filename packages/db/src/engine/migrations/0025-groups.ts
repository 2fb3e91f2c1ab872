import { sql, type Kysely } from 'kysely';

/**
 * Videos for whoever is signed in, for members of groups, and from a time on; and the groups. Of an invitation only
 * the hash of its code is kept.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table groups (
    id text primary key,
    name text not null,
    name_skeleton text not null unique,
    created_at timestamptz(3) not null default now()
  )`,
  `create table group_members (
    group_id text not null references groups (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    role text not null check (role in ('member', 'manager', 'owner')),
    joined_at timestamptz(3) not null default now(),
    primary key (group_id, user_id)
  )`,
  `create index group_members_by_user on group_members (user_id, group_id)`,
  `create table group_invites (
    id text primary key,
    group_id text not null references groups (id) on delete cascade,
    code_hash text not null unique,
    created_by text references users (id) on delete set null,
    uses_left integer not null check (uses_left >= 0),
    expires_at timestamptz(3) not null,
    created_at timestamptz(3) not null default now()
  )`,
  `create index group_invites_of_group on group_invites (group_id, created_at desc, id desc)`,
  `create index group_invites_by_user on group_invites (created_by)`,
  `create table video_groups (
    video_id text not null references videos (id) on delete cascade,
    group_id text not null references groups (id) on delete cascade,
    primary key (video_id, group_id)
  )`,
  `create index video_groups_by_group on video_groups (group_id)`,
  `alter table videos drop constraint videos_visibility_check,
    add constraint videos_visibility_check
      check (visibility in ('public', 'unlisted', 'internal', 'group', 'private')),
    add column publish_at timestamptz(3)`,
  `drop index videos_latest`,
  `create index videos_latest on videos (published_at desc, id desc)
     where visibility in ('public', 'internal', 'group') and review = 'approved' and published_at is not null`,
];
