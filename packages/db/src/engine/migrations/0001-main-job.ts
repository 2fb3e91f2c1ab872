import { sql, type Kysely } from 'kysely';

/**
 * People, uploads, assets, editions, videos, jobs and events.
 * Times have milliseconds, as JavaScript has: a cursor built from one must name it exactly.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table installation (
    key text primary key,
    value jsonb not null
  )`,
  `create table users (
    id text primary key,
    account text unique,
    password_hash text,
    wechat_openid text unique,
    wechat_unionid text,
    nickname text not null,
    bio text not null default '',
    avatar_key text,
    roles text[] not null default '{}',
    state text not null check (state in ('active', 'pending', 'disabled')),
    created_at timestamptz(3) not null default now()
  )`,
  `create table sessions (
    token_hash text primary key,
    user_id text not null references users (id) on delete cascade,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null
  )`,
  `create index sessions_by_user on sessions (user_id)`,
  `create table assets (
    id text primary key,
    owner_id text not null references users (id),
    kind text not null check (kind in ('video', 'audio', 'image')),
    origin text not null check (origin in ('upload', 'render', 'recording')),
    file_name text not null,
    content_type text,
    size_bytes bigint not null,
    state text not null check (state in ('uploading', 'processing', 'ready', 'failed', 'deleted')),
    source_key text,
    media_key text not null unique,
    probe jsonb,
    failure_code text,
    duration_ms integer,
    width_px integer,
    height_px integer,
    edition_id text,
    poster_key text,
    mp4_key text,
    created_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3)
  )`,
  `create index assets_by_owner on assets (owner_id, created_at desc, id desc)`,
  `create table uploads (
    id text primary key,
    asset_id text not null references assets (id) on delete cascade,
    user_id text not null references users (id),
    file_name text not null,
    size_bytes bigint not null,
    content_type text,
    sha256 text,
    part_size_bytes integer not null,
    part_count integer not null,
    blob_key text not null,
    blob_upload_id text not null,
    state text not null check (state in ('open', 'complete', 'expired')),
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    finished_at timestamptz(3)
  )`,
  `create index uploads_by_user on uploads (user_id, created_at desc, id desc)`,
  `create index uploads_by_asset on uploads (asset_id)`,
  `create table upload_parts (
    upload_id text not null references uploads (id) on delete cascade,
    n integer not null,
    size_bytes integer not null,
    etag text not null,
    received_at timestamptz(3) not null default now(),
    primary key (upload_id, n)
  )`,
  `create table editions (
    id text primary key,
    asset_id text not null references assets (id) on delete cascade,
    attempt_id text not null,
    kind text not null check (kind in ('copy', 'first', 'ladder')),
    key_prefix text not null,
    state text not null check (state in ('building', 'growing', 'sealed', 'retired')),
    renditions jsonb,
    created_at timestamptz(3) not null default now(),
    retired_at timestamptz(3)
  )`,
  `create index editions_by_asset on editions (asset_id)`,
  `create table playlists (
    edition_id text not null references editions (id) on delete cascade,
    name text not null,
    body text not null,
    updated_at timestamptz(3) not null default now(),
    primary key (edition_id, name)
  )`,
  `create table stages (
    asset_id text not null references assets (id) on delete cascade,
    stage text not null,
    state text not null check (state in ('waiting', 'running', 'done', 'failed', 'skipped')),
    progress real not null default 0,
    reason_codes text[] not null default '{}',
    started_at timestamptz(3),
    finished_at timestamptz(3),
    primary key (asset_id, stage)
  )`,
  `create table videos (
    id text primary key,
    asset_id text not null references assets (id),
    author_id text not null references users (id),
    title text not null,
    description text not null,
    tags text[] not null,
    category_id text,
    visibility text not null check (visibility in ('public', 'unlisted', 'private')),
    review text not null check (review in ('pending', 'approved', 'rejected')),
    cover_time_ms integer,
    created_at timestamptz(3) not null default now(),
    published_at timestamptz(3)
  )`,
  `create index videos_by_asset on videos (asset_id)`,
  `create index videos_by_author on videos (author_id, created_at desc, id desc)`,
  `create index videos_latest on videos (published_at desc, id desc)
     where visibility = 'public' and review = 'approved' and published_at is not null`,
  `create table jobs (
    id text primary key,
    kind text not null,
    asset_id text,
    payload jsonb not null,
    priority integer not null,
    state text not null check (state in ('waiting', 'running', 'done', 'dead', 'cancelled')),
    attempt integer not null default 0,
    failures integer not null default 0,
    max_failures integer not null,
    attempt_id text,
    worker_id text,
    progress real not null default 0,
    cancel_requested boolean not null default false,
    error jsonb,
    created_at timestamptz(3) not null default now(),
    started_at timestamptz(3),
    finished_at timestamptz(3)
  )`,
  `create index jobs_by_asset on jobs (asset_id)`,
  `create index jobs_by_time on jobs (created_at desc, id desc)`,
  `create index jobs_unfinished on jobs (state) where state in ('waiting', 'running')`,
  `create table workers (
    id text primary key,
    process_id integer not null,
    host text not null,
    started_at timestamptz(3) not null default now(),
    heartbeat_at timestamptz(3) not null default now()
  )`,
  `create table events (
    id bigint generated always as identity primary key,
    tx xid8 not null default pg_current_xact_id(),
    at timestamptz(3) not null default now(),
    kind text not null,
    subject_id text not null,
    user_id text,
    request_id text,
    payload jsonb not null
  )`,
  `create index events_by_cursor on events (tx, id)`,
  `create table idempotency (
    scope text not null,
    key text not null,
    body_hash text not null,
    status integer,
    answer jsonb,
    created_at timestamptz(3) not null default now(),
    primary key (scope, key)
  )`,
];
