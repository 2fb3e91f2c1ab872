import type { BlobStore } from '@weireel/blob';
import {
  appendEvent,
  deleteOldIdempotencyKeys,
  deleteOldSessions,
  finishUpload,
  hasVideo,
  listOverdueUploads,
  listSpentEditions,
  listUnusedAssets,
  lockAsset,
  markAssetDeleted,
  removeEdition,
  setStage,
  type Database,
} from '@weireel/db';
import { cancelJobsOfAsset, deleteOldJobs, enqueueJob, hasUnfinishedJob } from '@weireel/jobs';

/** What a sweep works with. */
export interface SweepOptions {
  /** Typed queries. */
  db: Database;
  /** Media bytes. */
  blobs: BlobStore;
  /** Makes ids of jobs. */
  newId: () => string;
  /** Milliseconds since 1970. */
  nowMs: number;
  /** Age below which an unfinished multipart blob is left alone: its row may be about to be committed. */
  youngMs: number;
  /** Also lists all blobs for ones that no row knows. Default false: that reads the whole store's names. */
  isThorough?: boolean;
}

/** What a sweep removed. */
export interface SweepReport {
  /** Uploads whose time was over. */
  expiredUploads: number;
  /** Editions that nobody needs any more. */
  editions: number;
  /** Assets that no video has used for a week. */
  unusedAssets: number;
  /** Deleted assets whose removal had to be begun again. */
  restartedDeletions: number;
  /** Unfinished multipart blobs without an open upload. */
  multiparts: number;
  /** Drafts of killed writers. */
  drafts: number;
  /** Blobs that no row knows; only a thorough sweep looks for them. */
  orphanBlobs: number;
}

const pageSize = 200;
/** A draft is written for as long as its bytes take; this is far more. */
const draftMs = 6 * 3600_000;

/** Removes what kills, cancellations and time have left behind. Safe beside everything else, and to repeat. */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const { db, blobs, nowMs } = options;
  const report: SweepReport = {
    expiredUploads: await expireUploads(options),
    editions: await removeSpentEditions(options),
    unusedAssets: await deleteUnusedAssets(options),
    restartedDeletions: await restartDeletions(options),
    multiparts: await removeMultiparts(options),
    drafts: await blobs.sweepTemporary(nowMs - draftMs),
    orphanBlobs: options.isThorough ? await removeOrphanBlobs(options) : 0,
  };
  await deleteOldSessions(db);
  await deleteOldIdempotencyKeys(db);
  await deleteOldJobs(db);
  return report;
}

async function expireUploads({ db, blobs }: SweepOptions): Promise<number> {
  const overdue = await listOverdueUploads(db, pageSize);
  for (const upload of overdue) {
    const isOurs = await db.transaction().execute(async (trx) => {
      if (!(await finishUpload(trx, upload.id, 'expired'))) return false;
      await trx
        .updateTable('assets')
        .set({ state: 'failed', failure_code: 'upload_expired' })
        .where('id', '=', upload.asset_id)
        .where('state', '=', 'uploading')
        .execute();
      await setStage(trx, upload.asset_id, 'upload', 'failed');
      await appendEvent(trx, {
        kind: 'upload.expired',
        subjectId: upload.id,
        userId: upload.user_id,
        payload: { assetId: upload.asset_id },
      });
      return true;
    });
    if (isOurs) await blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
  }
  return overdue.length;
}

async function removeSpentEditions({ db, blobs }: SweepOptions): Promise<number> {
  const spent = await listSpentEditions(db);
  for (const edition of spent) {
    await blobs.deletePrefix(edition.key_prefix);
    await removeEdition(db, edition.id);
  }
  return spent.length;
}

async function deleteUnusedAssets({ db, newId }: SweepOptions): Promise<number> {
  const unused = await listUnusedAssets(db, pageSize);
  for (const { id } of unused) {
    await db.transaction().execute(async (trx) => {
      const asset = await lockAsset(trx, id);
      if (!asset || (await hasVideo(trx, id))) return;
      await cancelJobsOfAsset(trx, id);
      await markAssetDeleted(trx, id);
      await enqueueJob(trx, { id: newId(), kind: 'delete_asset', assetId: id });
    });
  }
  return unused.length;
}

/** A deletion whose job died, or was lost with a restored queue, is begun again. */
async function restartDeletions({ db, newId }: SweepOptions): Promise<number> {
  const deleted = await db
    .selectFrom('assets')
    .select('id')
    .where('state', '=', 'deleted')
    .limit(pageSize)
    .execute();
  let restarted = 0;
  for (const { id } of deleted) {
    if (await hasUnfinishedJob(db, id, ['delete_asset'])) continue;
    await db
      .transaction()
      .execute((trx) => enqueueJob(trx, { id: newId(), kind: 'delete_asset', assetId: id }));
    restarted += 1;
  }
  return restarted;
}

async function removeMultiparts({ db, blobs, nowMs, youngMs }: SweepOptions): Promise<number> {
  let removed = 0;
  for await (const { key, uploadId, touchedAtMs } of blobs.listMultiparts()) {
    if (touchedAtMs > nowMs - youngMs) continue;
    const open = await db
      .selectFrom('uploads')
      .select('id')
      .where('blob_upload_id', '=', uploadId)
      .where('state', '=', 'open')
      .executeTakeFirst();
    if (open) continue;
    await blobs.abortMultipart(key, uploadId);
    removed += 1;
  }
  return removed;
}

/**
 * Removes blobs that no row knows. Every writer notes its row before its first blob, so a blob is listed first
 * and its row looked for after: what has none then is an orphan for ever.
 */
async function removeOrphanBlobs({ db, blobs }: SweepOptions): Promise<number> {
  let removed = 0;
  for await (const key of orphanBlobs(db, blobs)) {
    await blobs.delete(key);
    removed += 1;
  }
  return removed;
}

/** Keys of blobs that no row knows. */
export async function* orphanBlobs(db: Database, blobs: BlobStore): AsyncGenerator<string> {
  for await (const { key } of blobs.list('assets/')) {
    const [, assetId = '', kind = '', owner = ''] = key.split('/');
    if (!(await isKnown(db, { key, assetId, kind, owner }))) yield key;
  }
}

async function isKnown(
  db: Database,
  blob: { key: string; assetId: string; kind: string; owner: string },
): Promise<boolean> {
  const asset = await db
    .selectFrom('assets')
    .select(['source_key', 'poster_key', 'mp4_key'])
    .where('id', '=', blob.assetId)
    .executeTakeFirst();
  if (!asset) return false;
  switch (blob.kind) {
    case 'source': {
      const upload = await db
        .selectFrom('uploads')
        .select('id')
        .where('blob_key', '=', blob.key)
        .where('state', '!=', 'expired')
        .executeTakeFirst();
      return asset.source_key === blob.key || upload !== undefined;
    }
    case 'e': {
      const edition = await db
        .selectFrom('editions')
        .select('id')
        .where('id', '=', blob.owner)
        .executeTakeFirst();
      return edition !== undefined;
    }
    case 'd': {
      if (blob.key === asset.poster_key || blob.key === asset.mp4_key) return true;
      // Stored by an attempt that has not published it yet.
      const attempt = await db
        .selectFrom('jobs')
        .select('id')
        .where('attempt_id', '=', blob.owner)
        .where('state', '=', 'running')
        .executeTakeFirst();
      return attempt !== undefined;
    }
    default:
      return false;
  }
}
