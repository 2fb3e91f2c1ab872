import { assetTransitions, forbiddenTransition, originsOf, requireTransition } from '@weireel/catalogue';
import { sql, type ExpressionBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { othersMay } from './visible.ts';
import type { AssetRow, StoredCoverCandidate, StoredStoryboard } from './tables.ts';
import type { Schema } from '../engine/schema.ts';
import { listArtefacts, replaceArtefacts, sheetsOf } from './artefacts.ts';
import { signatureLife } from './signature-life.ts';

/** An asset to add, whose bytes are about to arrive. */
export interface NewAsset {
  /** New id. */
  id: string;
  /** Whose it is. */
  ownerId: string;
  /** Name of the file, for people. */
  fileName: string;
  /** Announced MIME type; null: none. */
  contentType: string | null;
  /** Announced size. */
  sizeBytes: number;
  /** Random part of its media path. */
  mediaKey: string;
  /** Where it comes from. Default: an upload. */
  origin?: AssetRow['origin'];
  /** Whether it is only to be joined with others. Default false. */
  forTakes?: boolean;
}

/** Adds an asset in state `uploading`. */
export async function insertAsset(trx: Database, asset: NewAsset): Promise<void> {
  await trx
    .insertInto('assets')
    .values({
      id: asset.id,
      owner_id: asset.ownerId,
      kind: 'video',
      origin: asset.origin ?? 'upload',
      file_name: asset.fileName,
      content_type: asset.contentType,
      size_bytes: asset.sizeBytes,
      state: 'uploading',
      media_key: asset.mediaKey,
      for_takes: asset.forTakes ?? false,
    })
    .execute();
}

/** Finds an asset that is not deleted. */
export async function findAsset(db: Database, id: string): Promise<AssetRow | null> {
  const row = await db
    .selectFrom('assets')
    .selectAll()
    .where('id', '=', id)
    .where('state', '!=', sql.lit('deleted'))
    .executeTakeFirst();
  return row ?? null;
}

/** Finds an asset that is not deleted and holds its row until the transaction ends. */
export async function lockAsset(trx: Database, id: string): Promise<AssetRow | null> {
  const row = await trx
    .selectFrom('assets')
    .selectAll()
    .where('id', '=', id)
    .where('state', '!=', sql.lit('deleted'))
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** An asset that people know of. */
export type OwnAsset = Omit<AssetRow, 'origin'> & { origin: Exclude<AssetRow['origin'], 'preview' | 'file'> };

/** A person's assets without what shows their projects, newest first. */
export async function listAssets(
  db: Database,
  options: { ownerId: string; limit: number; before: ListPosition | null },
): Promise<OwnAsset[]> {
  return db
    .selectFrom('assets')
    .selectAll()
    .where('owner_id', '=', options.ownerId)
    .where('state', '!=', sql.lit('deleted'))
    .where('origin', '!=', sql.lit('preview'))
    .where('origin', '!=', sql.lit('file'))
    .$narrowType<Pick<OwnAsset, 'origin'>>()
    .where(isAfter(['created_at', 'id'], options.before))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(options.limit)
    .execute();
}

/** Whether any video shows the asset, or will; one that failed before a video moved to it is of no use. */
export async function hasVideo(db: Database, assetId: string): Promise<boolean> {
  const row = await db
    .selectFrom('assets')
    .select('id')
    .where('id', '=', assetId)
    .where((eb) => isUsed(eb))
    .executeTakeFirst();
  return row !== undefined;
}

function isUsed(eb: ExpressionBuilder<Schema, 'assets'>) {
  const videos = eb.selectFrom('videos').select('videos.id');
  return eb.or([
    eb.exists(videos.whereRef('videos.asset_id', '=', 'assets.id')),
    eb.and([
      eb('assets.state', '!=', 'failed'),
      eb.exists(videos.whereRef('videos.next_asset_id', '=', 'assets.id')),
    ]),
  ]);
}

/** What the server of media needs to know of an asset. */
export interface MediaAccess {
  /** The asset. */
  assetId: string;
  /** Whether everybody may read it: a video that shows it, or did a moment ago, is public or unlisted, approved. */
  isOpen: boolean;
}

/** Finds the asset of a media path; null when there is none, or it is deleted. */
export async function findMediaAccess(db: Database, mediaKey: string): Promise<MediaAccess | null> {
  const row = await db
    .selectFrom('assets')
    .select((eb) => [
      'assets.id',
      eb
        .exists(
          eb
            .selectFrom('videos')
            .select('videos.id')
            .where((sub) =>
              sub.or([
                sub('videos.asset_id', '=', sub.ref('assets.id')),
                sub('videos.id', '=', sub.ref('assets.former_of')),
              ]),
            )
            .where(othersMay('play', null)),
        )
        .as('is_open'),
    ])
    .where('media_key', '=', mediaKey)
    .where('state', '!=', sql.lit('deleted'))
    .executeTakeFirst();
  return row ? { assetId: row.id, isOpen: Boolean(row.is_open) } : null;
}

/** NOTIFY channel that says that some media may not be read any more; it carries the id of their asset. */
export const closedMediaChannel = 'weireel_closed_media';

/** Gives an asset another random media path, so that links and signatures given out before are dead. */
export async function rotateMediaKey(trx: Database, assetId: string, mediaKey: string): Promise<void> {
  await trx.updateTable('assets').set({ media_key: mediaKey }).where('id', '=', assetId).execute();
  await tellClosedMedia(trx, assetId);
}

/**
 * Marks an asset deleted: from now on nobody sees it; a job removes its bytes and then the row. One that is deleted
 * stays as it is.
 */
export async function markAssetDeleted(trx: Database, id: string): Promise<void> {
  await trx
    .updateTable('assets')
    .set({ state: 'deleted', deleted_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('state', 'in', originsOf(assetTransitions, 'deleted'))
    .execute();
  await tellClosedMedia(trx, id);
}

async function tellClosedMedia(trx: Database, assetId: string): Promise<void> {
  await sql`select pg_notify(${closedMediaChannel}, ${assetId})`.execute(trx);
}

/** Removes the row of a deleted asset, and with it its uploads, editions and stages. */
export async function removeAsset(db: Database, id: string): Promise<void> {
  await db.deleteFrom('assets').where('id', '=', id).where('state', '=', sql.lit('deleted')).execute();
}

/** Assets that no video has used for a week, or that were replaced longer ago than any signature for them can live. */
export async function listUnusedAssets(db: Database, limit: number): Promise<AssetRow[]> {
  return (
    db
      .selectFrom('assets')
      .selectAll()
      .where('state', 'in', ['ready', 'failed', 'processing'])
      // Those have a time of their own (`listLeftTakes`).
      .where('for_takes', '=', false)
      // Files stay until their person deletes them.
      .where('origin', '!=', sql.lit('file'))
      .where((eb) => eb.not(isUsed(eb)))
      .where((eb) =>
        eb.or([
          eb.and([
            eb('replaced_at', 'is', null),
            eb('created_at', '<', sql<Date>`now() - interval '7 days'`),
          ]),
          sql<boolean>`replaced_at < now() - ${signatureLife(eb.ref('duration_ms'))}`,
        ]),
      )
      .limit(limit)
      .execute()
  );
}

/** Facts of an asset that change while it is processed; absent ones stay as they are. */
export interface AssetChange {
  /** Where it stands; deleting it is `markAssetDeleted`. */
  state?: Exclude<AssetRow['state'], 'uploading' | 'deleted'>;
  /** Code of the catalogue that says why it failed; null: it has not. */
  failureCode?: string | null;
  /** Which of the takes that it is joined of is at fault, from 1. */
  failedTake?: number;
  /** What the source holds. */
  probe?: object;
  /** Length in milliseconds; null: not known. */
  durationMs?: number | null;
  /** Width as displayed, in pixels. */
  widthPx?: number;
  /** Height as displayed, in pixels. */
  heightPx?: number;
}

/**
 * Changes facts of an asset. A state is only ever set from one that may become it.
 *
 * @param whenState changes nothing unless the asset is in this state
 * @returns whose asset it is; null when there is none, or not in that state: nothing was changed then
 * @throws WeireelError `wrong_state`: the asset cannot become what is asked for, as things stand
 */
export async function changeAsset(
  trx: Database,
  id: string,
  change: AssetChange,
  whenState?: AssetRow['state'],
): Promise<{ ownerId: string } | null> {
  const { state: to } = change;
  if (to !== undefined && whenState !== undefined) requireTransition(assetTransitions, whenState, to);
  const columns = {
    ...(change.state !== undefined && { state: change.state }),
    ...(change.failureCode !== undefined && { failure_code: change.failureCode }),
    ...(change.failedTake !== undefined && { failed_take: change.failedTake }),
    ...(change.probe !== undefined && { probe: JSON.stringify(change.probe) }),
    ...(change.durationMs !== undefined && { duration_ms: change.durationMs }),
    ...(change.widthPx !== undefined && { width_px: change.widthPx }),
    ...(change.heightPx !== undefined && { height_px: change.heightPx }),
  };
  // An update of nothing is no SQL.
  const isNothing = Object.keys(columns).length === 0;
  const same = { state: sql<AssetRow['state']>`state` };
  let query = trx
    .updateTable('assets')
    .set(isNothing ? same : columns)
    .where('id', '=', id);
  if (whenState !== undefined) query = query.where('state', '=', whenState);
  if (to !== undefined) query = query.where('state', 'in', originsOf(assetTransitions, to));
  const row = await query.returning('owner_id').executeTakeFirst();
  if (row) return { ownerId: row.owner_id };
  const from = to === undefined || whenState !== undefined ? undefined : await findState(trx, id);
  if (from !== undefined && to !== undefined) throw forbiddenTransition(from, to);
  return null;
}

async function findState(db: Database, id: string): Promise<AssetRow['state'] | undefined> {
  const row = await db.selectFrom('assets').select('state').where('id', '=', id).executeTakeFirst();
  return row?.state;
}

/** What was made of the smallest rendition. */
export interface DerivedPictures {
  /** Layout of the storyboard and blob keys of its sheets, in order. */
  storyboard: StoredStoryboard & { sheetKeys: string[] };
  /** Blob key of the muted preview. */
  previewKey: string;
  /** Pictures that would make a cover, in the order of time. */
  coverCandidates: (StoredCoverCandidate & { key: string })[];
}

/** Gives an asset its storyboard, preview and covers to choose from; former ones are removed in time. */
export async function publishDerived(trx: Database, id: string, made: DerivedPictures): Promise<void> {
  if (!(await lockAsset(trx, id))) return;
  const { sheetKeys, ...layout } = made.storyboard;
  await replaceArtefacts(
    trx,
    id,
    ['storyboard', 'preview', 'candidate'],
    [
      ...sheetKeys.map((key, sheet) => ({ kind: 'storyboard' as const, key, facts: { ...layout, sheet } })),
      { kind: 'preview', key: made.previewKey, facts: {} },
      ...made.coverCandidates.map(({ key, ...facts }) => ({ kind: 'candidate' as const, key, facts })),
    ],
  );
}

/** The storyboard of an asset with its sheets and the clip's length; null when it has none, or another one. */
export async function findStoryboard(
  db: Database,
  assetId: string,
  key: string,
): Promise<{ layout: StoredStoryboard; sheetKeys: string[]; durationMs: number } | null> {
  const sheets = sheetsOf(await listArtefacts(db, assetId, ['storyboard']));
  const [first] = sheets;
  if (first?.key !== key) return null;
  const asset = await findAsset(db, assetId);
  return {
    layout: first.facts,
    sheetKeys: sheets.map((sheet) => sheet.key),
    durationMs: asset?.duration_ms ?? 0,
  };
}
