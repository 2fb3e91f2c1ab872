import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { AssetRow } from '../videos/tables.ts';
import type { EditionRow } from '../playback/tables.ts';
import type { UploadRow } from '../uploads/tables.ts';

/**
 * Whether a row names a blob below `assets/`, or an attempt that runs may still name it. One statement, so that a
 * blob cannot slip from «not published yet» to «published» between two looks.
 */
export async function isBlobKnown(db: Database, key: string): Promise<boolean> {
  const [, assetId = '', kind = '', owner = ''] = key.split('/');
  const { rows } = await sql<{ isKnown: boolean }>`
    select case ${kind}
      when 'source' then source_key is not distinct from ${key} or exists (
        select from uploads where blob_key = ${key} and state <> 'expired')
      when 'e' then exists (select from editions where id = ${owner})
      when 'd' then ${key} in (poster_key, mp4_key, storyboard_key, preview_key) is true
        or storyboard->'sheetKeys' @> to_jsonb(${key}::text)
        or cover_candidates @> jsonb_build_array(jsonb_build_object('key', ${key}::text))
        or exists (select from videos where asset_id = ${assetId} and cover_key = ${key})
        or exists (select from spent_blobs where key = ${key})
        or exists (select from jobs where attempt_id = ${owner} and state = 'running')
      else false
    end is true as "isKnown"
    from assets where id = ${assetId}`.execute(db);
  return rows[0]?.isKnown ?? false;
}

/** Whether an open upload fills an unfinished multipart blob. */
export async function isMultipartKnown(db: Database, blobUploadId: string): Promise<boolean> {
  const row = await db
    .selectFrom('uploads')
    .select('id')
    .where('blob_upload_id', '=', blobUploadId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row !== undefined;
}

/** Assets whose source has arrived, in the order of their ids, a page at a time. */
export async function listProcessedAssets(
  db: Database,
  options: { afterId: string; limit: number },
): Promise<AssetRow[]> {
  return db
    .selectFrom('assets')
    .selectAll()
    .where('state', 'in', ['processing', 'ready', 'failed'])
    .where('id', '>', options.afterId)
    .orderBy('id')
    .limit(options.limit)
    .execute();
}

/** Assets that wait for processing though no job is left to do it. */
export async function listStuckAssets(db: Database): Promise<AssetRow[]> {
  return db
    .selectFrom('assets')
    .selectAll()
    .where('state', '=', 'processing')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('jobs')
            .select('jobs.id')
            .whereRef('jobs.asset_id', '=', 'assets.id')
            .where('jobs.kind', 'in', ['process_first', 'process_ladder'])
            .where('jobs.state', 'in', ['waiting', 'running']),
        ),
      ),
    )
    .execute();
}

/** Assets that are ready and have a video whose cover was chosen and that no job is left to make. */
export async function listUnmadeCovers(db: Database): Promise<AssetRow[]> {
  return db
    .selectFrom('assets')
    .selectAll()
    .where('state', '=', 'ready')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('videos')
          .select('videos.id')
          .whereRef('videos.asset_id', '=', 'assets.id')
          .where('videos.cover_time_ms', 'is not', null)
          .where(sql<boolean>`videos.cover_made_ms is distinct from videos.cover_time_ms`),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('jobs')
            .select('jobs.id')
            .whereRef('jobs.asset_id', '=', 'assets.id')
            .where('jobs.kind', '=', 'make_cover')
            .where('jobs.state', 'in', ['waiting', 'running']),
        ),
      ),
    )
    .execute();
}

/** Deleted assets that still have their row. */
export async function listDeletedAssets(db: Database, limit: number): Promise<AssetRow[]> {
  return db.selectFrom('assets').selectAll().where('state', '=', 'deleted').limit(limit).execute();
}

/** Growing editions that play, of assets on which nobody works any more: their playlists never end. */
export async function listUnsealedEditions(db: Database): Promise<EditionRow[]> {
  return db
    .selectFrom('editions')
    .innerJoin('assets', 'assets.edition_id', 'editions.id')
    .selectAll('editions')
    .where('editions.state', '=', 'growing')
    .where('assets.state', 'in', ['ready', 'failed'])
    .execute();
}

/** Playlists of an edition. */
export async function listPlaylists(
  db: Database,
  editionId: string,
): Promise<{ name: string; body: string }[]> {
  return db
    .selectFrom('playlists')
    .select(['name', 'body'])
    .where('edition_id', '=', editionId)
    .orderBy('name')
    .execute();
}

/** Forgets derived blobs of an asset, or its source. */
export async function forgetBlobs(
  trx: Database,
  assetId: string,
  keys: ('source_key' | 'poster_key' | 'mp4_key' | 'storyboard_key' | 'preview_key' | 'cover_candidates')[],
): Promise<void> {
  if (keys.length === 0) return;
  const cleared = Object.fromEntries(keys.map((key) => [key, null]));
  await trx.updateTable('assets').set(cleared).where('id', '=', assetId).execute();
}

/** Uploads that are open. */
export async function listAllOpenUploads(db: Database): Promise<UploadRow[]> {
  return db.selectFrom('uploads').selectAll().where('state', '=', 'open').orderBy('id').execute();
}
