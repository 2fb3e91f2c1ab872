import { sql, type Kysely } from 'kysely';

/**
 * What is stored of an asset: one row for each file, or for the folder of an edition, in place of a column for each
 * kind. Files that no row will know are noted once, so that they are told of once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const move = (kind: string, key: string, facts: string, from: string): string =>
  `insert into artefacts (key, asset_id, kind, state, facts, created_at)
   select ${key}, assets.id, '${kind}', 'stored', ${facts}, assets.created_at from ${from}
   on conflict do nothing`;

const statements = [
  `create table artefacts (
    key text primary key,
    asset_id text not null references assets (id) on delete cascade,
    kind text not null,
    state text not null check (state in ('pending', 'stored', 'spent')),
    attempt_id text,
    size_bytes bigint,
    facts jsonb not null default '{}',
    created_at timestamptz(3) not null default now(),
    remove_after timestamptz(3)
  )`,
  `create index artefacts_by_asset on artefacts (asset_id, kind)`,
  `create index artefacts_to_sweep on artefacts (state) where state <> 'stored'`,
  `create table unknown_blobs (
    key text primary key,
    size_bytes bigint not null,
    why text not null,
    found_at timestamptz(3) not null default now()
  )`,
  move('source', 'source_key', `'{}'`, 'assets where source_key is not null'),
  // A finished source that is about to be noted, or bytes on their way: pending, as from now on.
  `insert into artefacts (key, asset_id, kind, state, created_at)
   select blob_key, asset_id, 'source', 'pending', created_at from uploads where state = 'open'
   on conflict do nothing`,
  move('progressive', 'mp4_key', `'{}'`, 'assets where mp4_key is not null'),
  move(
    'poster',
    'poster_key',
    `jsonb_build_object('placeholder', coalesce(poster_placeholder, ''))`,
    'assets where poster_key is not null',
  ),
  move('preview', 'preview_key', `'{}'`, 'assets where preview_key is not null'),
  move(
    'storyboard',
    'sheet.key',
    `(storyboard - 'sheetKeys') || jsonb_build_object('sheet', sheet.n - 1)`,
    `assets, jsonb_array_elements_text(coalesce(storyboard->'sheetKeys', jsonb_build_array(storyboard_key)))
       with ordinality as sheet (key, n)
     where storyboard is not null and storyboard_key is not null`,
  ),
  move(
    'candidate',
    `candidate->>'key'`,
    `candidate - 'key'`,
    `assets, jsonb_array_elements(cover_candidates) as candidate where cover_candidates is not null`,
  ),
  move(
    'cover',
    'cover_key',
    `jsonb_build_object('videoId', videos.id, 'atMs', coalesce(cover_made_ms, cover_time_ms, 0),
       'placeholder', coalesce(cover_placeholder, ''))`,
    'videos join assets on assets.id = videos.asset_id where cover_key is not null',
  ),
  `insert into artefacts (key, asset_id, kind, state, attempt_id, created_at)
   select key_prefix, asset_id, 'edition', case state when 'building' then 'pending' else 'stored' end,
     attempt_id, created_at
   from editions on conflict do nothing`,
  `insert into artefacts (key, asset_id, kind, state, remove_after)
   select key, asset_id,
     case
       when key ~ '/video\\.mp4$' then 'progressive'
       when key ~ '/storyboard(-\\d+)?\\.jpg$' then 'storyboard'
       when key ~ '/preview\\.mp4$' then 'preview'
       when key ~ '/candidate-\\d+\\.jpg$' then 'candidate'
       when key ~ '/cover-\\d+\\.jpg$' then 'cover'
       else 'poster'
     end, 'spent', remove_after
   from spent_blobs
   on conflict (key) do update set state = 'spent', remove_after = excluded.remove_after`,
  `alter table assets
    drop column source_key,
    drop column poster_key,
    drop column poster_placeholder,
    drop column mp4_key,
    drop column storyboard,
    drop column storyboard_key,
    drop column preview_key,
    drop column cover_candidates`,
  `alter table videos drop column cover_key, drop column cover_placeholder`,
  `drop table spent_blobs`,
];
