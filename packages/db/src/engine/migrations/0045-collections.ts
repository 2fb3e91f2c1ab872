import { sql, type Kysely } from 'kysely';

/**
 * Ordered lists of videos; and who has watched a video to its end, which its position does not say once they begin it
 * anew. Of what was watched before, whoever is within the last twentieth has seen all of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table collections (
    id text primary key,
    owner_id text not null references users (id) on delete cascade,
    kind text not null check (kind in ('collection', 'course')),
    title text not null,
    description text not null,
    visibility text not null check (visibility in ('public', 'unlisted', 'internal', 'group', 'private')),
    cover_video_id text references videos (id) on delete set null,
    created_at timestamptz(3) not null default now()
  )`,
  `create index collections_of_owner on collections (owner_id, created_at desc, id desc)`,
  `create index collections_by_cover on collections (cover_video_id) where cover_video_id is not null`,
  `create table collection_groups (
    collection_id text not null references collections (id) on delete cascade,
    group_id text not null references groups (id) on delete cascade,
    primary key (collection_id, group_id)
  )`,
  `create index collection_groups_by_group on collection_groups (group_id)`,
  // One statement may move all of a list: places differ once it has ended.
  `create table collection_items (
    collection_id text not null references collections (id) on delete cascade,
    video_id text not null references videos (id) on delete cascade,
    place bigint not null,
    primary key (collection_id, video_id),
    unique (collection_id, place) deferrable initially immediate
  )`,
  `create index collection_items_by_video on collection_items (video_id)`,
  `alter table watched add column finished_at timestamptz(3)`,
  `update watched set finished_at = watched_at from videos join assets on assets.id = videos.asset_id
    where videos.id = watched.video_id and position_ms >= 0.95 * duration_ms`,
];
