import type { BlobListing, BlobStore } from '@weireel/blob';
import { parseBlobKey } from '@weireel/catalogue';
import { assetSubject } from '@weireel/contract';
import { deleteOldIdempotencyKeys, inTransaction, whileNoBackup, type Database } from '@weireel/db';
import {
  isArtefactKnown,
  isMultipartKnown,
  listDeletedAssets,
  listOverArtefacts,
  listUnsealedEditions,
  noteUnknownBlob,
  type UnknownBlob,
} from '@weireel/db/admin';
import { forgetServed } from '@weireel/db/feed';
import { deleteOldSessions, listGone, noteCleared } from '@weireel/db/people';
import { listLeftFiles } from '@weireel/db/files';
import { listUnusedMezzanines, listUnusedPreviews } from '@weireel/db/projects';
import { deleteOldSearches } from '@weireel/db/search-log';
import { listSpentEditions, removeEdition, type EditionRow } from '@weireel/db/playback';
import { listLeftTakes } from '@weireel/db/takes';
import { listOverdueUploads } from '@weireel/db/uploads';
import { hasVideo, listUnusedAssets, lockAsset, removeArtefacts, spendArtefacts } from '@weireel/db/videos';
import { deleteOldJobs, enqueueJob, hasUnfinishedJob } from '@weireel/jobs';
import { deleteBelongings, discardAsset } from '@weireel/publishing';
import { expireUpload } from './expire-upload.ts';
import { sealEdition } from './mend.ts';

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
  /** Age below which a blob without a row is left alone, and a row without its blob: the other may be on its way. */
  youngMs: number;
  /** Age below which a draft is left alone: it may be about to be written. Default: 6 hours. */
  draftMs?: number;
  /** Also lists all blobs for ones that no row knows. Default false: that reads the whole store's names. */
  isThorough?: boolean;
}

/** What a sweep removed. */
export interface SweepReport {
  /** Uploads whose time was over. */
  expiredUploads: number;
  /** Editions that nobody needs any more. */
  editions: number;
  /** Files that were replaced by others, or whose writer ended without showing them. */
  spentArtefacts: number;
  /** Editions that played and will not grow any more: their playlists were ended. */
  sealedEditions: number;
  /**
   * Assets that no video has used for a week, that were not joined within two days, or that were replaced and have been
   * kept long enough.
   */
  unusedAssets: number;
  /** Deleted assets whose removal had to be begun again. */
  restartedDeletions: number;
  /** Unfinished multipart blobs without an open upload. */
  multiparts: number;
  /** Drafts of killed writers. */
  drafts: number;
  /** Blobs that no row knows; only a thorough sweep looks for them. */
  orphanBlobs: number;
  /**
   * Blobs that this version does not understand, seen for the first time by a thorough sweep: they stay. At most the
   * first of them, with how many there are and how large they are together.
   */
  unknownBlobs: { first: UnknownBlob[]; count: number; sizeBytes: number };
}

const pageSize = 200;
/** A draft is written for as long as its bytes take; this is far more. */
const usualDraftMs = 6 * 3600_000;

/** Removes what kills, cancellations and time have left behind. Safe beside everything else, and to repeat. */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const { db, blobs, nowMs } = options;
  const report: SweepReport = {
    expiredUploads: await expireUploads(options),
    editions: await removeSpentEditions(options),
    spentArtefacts: await removeSpentArtefacts(options),
    sealedEditions: await sealEditions(options),
    unusedAssets: (await deleteUnusedAssets(options)) + (await deleteUnusedPreviews(options)),
    restartedDeletions: await restartDeletions(options),
    multiparts: await removeMultiparts(options),
    drafts: await blobs.sweepTemporary(nowMs - (options.draftMs ?? usualDraftMs)),
    ...(options.isThorough
      ? await lookThroughBlobs(options)
      : { orphanBlobs: 0, unknownBlobs: noneUnknown() }),
  };
  await clearAfterGone(options);
  await deleteOldSessions(db);
  await deleteOldSearches(db);
  await forgetServed(db, { now: new Date(nowMs) });
  await deleteOldIdempotencyKeys(db);
  await deleteOldJobs(db);
  return report;
}

/**
 * Deletes what is left of people whose account went: what calls that were under way wrote, and everything when the
 * deletion itself was broken off.
 */
async function clearAfterGone({ db, newId }: SweepOptions): Promise<void> {
  for (const userId of await listGone(db)) {
    await deleteBelongings(db, userId, { newId });
    await noteCleared(db, userId);
  }
}

async function expireUploads({ db, blobs }: SweepOptions): Promise<number> {
  const overdue = await listOverdueUploads(db, pageSize);
  for (const upload of overdue) await expireUpload(db, blobs, upload);
  return overdue.length;
}

async function removeSpentEditions({ db, blobs }: SweepOptions): Promise<number> {
  const spent = await listSpentEditions(db);
  let removed = 0;
  for (const edition of spent) if (await removeWithBlobs(db, blobs, edition)) removed += 1;
  return removed;
}

async function removeSpentArtefacts({ db, blobs, youngMs }: SweepOptions): Promise<number> {
  await spendArtefacts(db, await listUnusedMezzanines(db, pageSize), { isUrgent: true });
  let removed = 0;
  for (const key of await listOverArtefacts(db, { youngMs, limit: pageSize })) {
    const isDone = await whileNoBackup(db, async () => {
      await blobs.delete(key);
      await removeArtefacts(db, [key]);
    });
    if (isDone) removed += 1;
  }
  return removed;
}

/** Removes an edition, its blobs first. False: a backup is under way; the next sweep tries again. */
export async function removeWithBlobs(db: Database, blobs: BlobStore, edition: EditionRow): Promise<boolean> {
  return whileNoBackup(db, async () => {
    await blobs.deletePrefix(edition.key_prefix);
    await removeEdition(db, edition.id);
  });
}

async function sealEditions({ db }: SweepOptions): Promise<number> {
  const unsealed = await listUnsealedEditions(db);
  for (const edition of unsealed) await sealEdition(db, edition);
  return unsealed.length;
}

async function deleteUnusedAssets({ db, newId }: SweepOptions): Promise<number> {
  const unused = [...(await listUnusedAssets(db, pageSize)), ...(await listLeftTakes(db, pageSize))];
  for (const { id } of unused) {
    await inTransaction(db, async (trx) => {
      const asset = await lockAsset(trx, id);
      if (asset && !(await hasVideo(trx, id))) await discardAsset(trx, id, { newId });
    });
  }
  return unused.length;
}

async function deleteUnusedPreviews({ db, newId }: SweepOptions): Promise<number> {
  const unused = [...(await listUnusedPreviews(db, pageSize)), ...(await listLeftFiles(db, pageSize))];
  for (const id of unused) await inTransaction(db, (trx) => discardAsset(trx, id, { newId }));
  return unused.length;
}

/** A deletion whose job died, or was lost with a restored queue, is begun again. */
async function restartDeletions({ db, newId }: SweepOptions): Promise<number> {
  const deleted = await listDeletedAssets(db, pageSize);
  let restarted = 0;
  for (const { id, owner_id: ownerId } of deleted) {
    if (await hasUnfinishedJob(db, assetSubject(id), ['delete_asset'])) continue;
    await inTransaction(db, (trx) =>
      enqueueJob(trx, { id: newId(), kind: 'delete_asset', ownerId, subjectId: id }),
    );
    restarted += 1;
  }
  return restarted;
}

async function removeMultiparts({ db, blobs, nowMs, youngMs }: SweepOptions): Promise<number> {
  let removed = 0;
  for await (const { key, uploadId } of orphanMultiparts(db, blobs, nowMs - youngMs)) {
    await blobs.abortMultipart(key, uploadId);
    removed += 1;
  }
  return removed;
}

/** How many unknown blobs a report names; of the others it tells number and size. */
const namedUnknown = 20;

function noneUnknown(): SweepReport['unknownBlobs'] {
  return { first: [], count: 0, sizeBytes: 0 };
}

async function lookThroughBlobs(
  options: SweepOptions,
): Promise<Pick<SweepReport, 'orphanBlobs' | 'unknownBlobs'>> {
  const { db, blobs, nowMs, youngMs } = options;
  const unknownBlobs = noneUnknown();
  let orphanCount = 0;
  const onUnknown = async (blob: UnknownBlob): Promise<void> => {
    if (!(await noteUnknownBlob(db, blob))) return;
    unknownBlobs.count += 1;
    unknownBlobs.sizeBytes += blob.sizeBytes;
    if (unknownBlobs.first.length < namedUnknown) unknownBlobs.first.push(blob);
  };
  for await (const { key } of orphanBlobs(db, blobs, nowMs - youngMs, onUnknown)) {
    if (await whileNoBackup(db, () => blobs.delete(key))) orphanCount += 1;
  }
  return { orphanBlobs: orphanCount, unknownBlobs };
}

/**
 * Blobs of kinds that we know and that no row stands for. Every writer notes its row before its first byte, so a
 * blob is listed first and its row looked for after: what has none then is an orphan for ever. What is not
 * understood is told to `onUnknown` and never an orphan: another version, or somebody else, may need it.
 */
export async function* orphanBlobs(
  db: Database,
  blobs: BlobStore,
  beforeMs: number,
  onUnknown: (blob: UnknownBlob) => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<BlobListing> {
  for await (const blob of blobs.list('')) {
    const parsed = parseBlobKey(blob.key);
    if (!parsed.isKnown) await onUnknown({ key: blob.key, sizeBytes: blob.sizeBytes, why: parsed.why });
    else if (blob.storedAtMs <= beforeMs && !(await isArtefactKnown(db, parsed.artefactKey))) yield blob;
  }
}

/** Unfinished multipart blobs without an open upload that were last touched before the given time. */
export async function* orphanMultiparts(
  db: Database,
  blobs: BlobStore,
  beforeMs: number,
): AsyncGenerator<{ key: string; uploadId: string }> {
  for await (const { key, uploadId, touchedAtMs } of blobs.listMultiparts()) {
    if (touchedAtMs <= beforeMs && !(await isMultipartKnown(db, uploadId))) yield { key, uploadId };
  }
}
