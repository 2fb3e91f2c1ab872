import { PartsRefusedError } from '@weireel/blob';
import { sourceKey } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { inTransaction } from '@weireel/db';
import { findCurrentEdition } from '@weireel/db/playback';
import { forgetParts, noteChecksum, restartUpload, type UploadRow } from '@weireel/db/uploads';
import { noteArtefact } from '@weireel/db/videos';
import { completeUpload, endUpload } from '@weireel/publishing';
import type { ServerContext } from '../http/context.ts';
import { checksumOf } from './checksum.ts';
import { checksumMismatch, partsMissing, whileClaimed, type ClaimedUpload } from './completion-claim.ts';
import type { FairQueue } from './fair-queue.ts';
import { whyNotOpen } from './why-ended.ts';

/** Ends uploads: one completion of an upload at a time, which all calls that ask for it meanwhile share. */
export type CompleteUpload = (upload: UploadRow, requestId: string) => Promise<{ assetId: string }>;

/**
 * Ends an upload: all parts here, and whole-file checksum right when one was given; what is no video was refused with
 * its first part. A file with a wrong checksum of which something plays already is refused for good; one that nobody
 * has seen stays open, and what its checksum is is remembered until a part changes. Safe to repeat after a kill at any
 * point: the source is moved first, the rows follow in one commit.
 *
 * @param hashing bounds how many files are read for their checksum at once
 * @throws WeireelError `parts_missing`, `checksum_mismatch`, `upload_completing`, `upload_expired`, why it was refused
 */
export function createCompletions(context: ServerContext, hashing: FairQueue): CompleteUpload {
  const running = new Map<string, Promise<{ assetId: string }>>();
  return (upload, requestId) => {
    const present = running.get(upload.id);
    if (present) return present;
    const started = whileClaimed(context, upload.id, (claimed) =>
      complete(context, hashing, claimed, requestId),
    )
      .then(() => ({ assetId: upload.asset_id }))
      .finally(() => running.delete(upload.id));
    running.set(upload.id, started);
    return started;
  };
}

async function complete(
  context: ServerContext,
  hashing: FairQueue,
  claimed: ClaimedUpload,
  requestId: string,
): Promise<void> {
  const { upload } = claimed;
  try {
    await assemble(context, hashing, claimed, requestId);
  } catch (error) {
    if (error instanceof WeireelError) throw error;
    // Perhaps it was given up meanwhile, and its bytes removed under our hands.
    throw (await whyNotOpen(context, upload)) ?? error;
  }
  const { db, newId } = context;
  const actor = { newId, requestId };
  if (await inTransaction(db, (trx) => completeUpload(trx, upload.id, actor))) return;
  // Given up after its source was moved: nobody else knows of that one.
  await context.blobs.delete(upload.blob_key);
  throw (await whyNotOpen(context, upload)) ?? new WeireelError('upload_not_open');
}

/** Moves the source to its place, its checksum proved: before that where the store can read it, else after. */
async function assemble(
  context: ServerContext,
  hashing: FairQueue,
  claimed: ClaimedUpload,
  requestId: string,
): Promise<void> {
  const { blobs } = context;
  const { upload } = claimed;
  const isMoved = (await blobs.head(upload.blob_key)) !== null;
  const isWhole = isMoved || !blobs.readsUnfinished;
  if (!isMoved && isWhole) await moveSource(context, claimed);
  if (!(await isChecksumRight(context, hashing, claimed, isWhole))) {
    throw await refuse(context, claimed, { isWhole, requestId });
  }
  if (!isWhole) await moveSource(context, claimed);
}

async function moveSource({ db, blobs }: ServerContext, { upload, parts }: ClaimedUpload): Promise<void> {
  const written = parts.map(({ n, store_etag: etag }) => ({ n, etag }));
  try {
    await blobs.completeMultipart(upload.blob_key, upload.blob_upload_id, written);
  } catch (error) {
    if (!(error instanceof PartsRefusedError)) throw error;
    // It does not say which; what was acknowledged and is not there has to be sent again.
    await forgetParts(db, upload.id);
    throw partsMissing(upload, []);
  }
}

async function isChecksumRight(
  { db, blobs }: ServerContext,
  hashing: FairQueue,
  { upload, completer }: ClaimedUpload,
  isWhole: boolean,
): Promise<boolean> {
  if (upload.sha256 === null) return true;
  if (upload.checked_sha256 !== null) return upload.checked_sha256 === upload.sha256;
  const sha256 = await hashing(upload.user_id, () => checksumOf(blobs, upload, isWhole));
  await noteChecksum(db, completer, sha256);
  return sha256 === upload.sha256;
}

/** Refuses a whole with a wrong checksum: for good when somebody has seen some of it, else its parts may be sent again. */
async function refuse(
  context: ServerContext,
  { upload, completer }: ClaimedUpload,
  { isWhole, requestId }: { isWhole: boolean; requestId: string },
): Promise<WeireelError> {
  const { db, blobs } = context;
  const mismatch = checksumMismatch();
  if ((await findCurrentEdition(db, upload.asset_id)) !== null) {
    const { code } = mismatch;
    await inTransaction(db, (trx) => endUpload(trx, upload, { code, requestId }));
    await blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
    if (isWhole) await blobs.delete(upload.blob_key);
  } else if (isWhole) {
    // Nothing can be written into a blob that is finished: the upload goes on with another, of which nothing is here.
    const blobKey = sourceKey(upload.asset_id, context.newId());
    await noteArtefact(db, { key: blobKey, assetId: upload.asset_id, kind: 'source', attemptId: null });
    const blobUploadId = await blobs.createMultipart(blobKey, {
      sizeBytes: upload.size_bytes,
      partSizeBytes: upload.part_size_bytes,
    });
    const isMoved = await restartUpload(db, completer, { blobKey, blobUploadId });
    if (isMoved) await blobs.delete(upload.blob_key);
    else await blobs.abortMultipart(blobKey, blobUploadId);
  }
  return mismatch;
}
