import { processingKinds } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { AssetRow } from '../videos/tables.ts';
import type { EditionRow } from '../playback/tables.ts';
import type { UploadRow } from '../uploads/tables.ts';

/** Whether an open upload fills an unfinished multipart blob. */
export async function isMultipartKnown(db: Database, blobUploadId: string): Promise<boolean> {
  const row = await db
    .selectFrom('uploads')
    .select('id')
    .where('blob_upload_id', '=', blobUploadId)
    .where('state', '=', sql.lit('open'))
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
    .where('state', '=', sql.lit('processing'))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('jobs')
            .select('jobs.id')
            .whereRef('jobs.subject_id', '=', 'assets.id')
            .where('jobs.subject_type', '=', 'asset')
            .where('jobs.kind', 'in', [...processingKinds])
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
    .where('state', '=', sql.lit('ready'))
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
            .whereRef('jobs.subject_id', '=', 'assets.id')
            .where('jobs.subject_type', '=', 'asset')
            .where('jobs.kind', '=', sql.lit('make_cover'))
            .where('jobs.state', 'in', ['waiting', 'running']),
        ),
      ),
    )
    .execute();
}

/** Deleted assets that still have their row. */
export async function listDeletedAssets(db: Database, limit: number): Promise<AssetRow[]> {
  return db.selectFrom('assets').selectAll().where('state', '=', sql.lit('deleted')).limit(limit).execute();
}

/** Growing editions that play, of assets on which nobody works any more: their playlists never end. */
export async function listUnsealedEditions(db: Database): Promise<EditionRow[]> {
  return db
    .selectFrom('editions')
    .innerJoin('assets', 'assets.edition_id', 'editions.id')
    .selectAll('editions')
    .where('editions.state', '=', sql.lit('growing'))
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

/** Uploads that are open. */
export async function listAllOpenUploads(db: Database): Promise<UploadRow[]> {
  return db.selectFrom('uploads').selectAll().where('state', '=', sql.lit('open')).orderBy('id').execute();
}
