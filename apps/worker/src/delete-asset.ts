import type { BlobStore } from '@weireel/blob';
import { listUploadsOfAsset, removeAsset, type Database } from '@weireel/db';
import { isWorkedOn, PostponeError, type Attempt } from '@weireel/jobs';

/** How long a deletion waits for attempts that were told to stop. */
const busyMs = 500;

/**
 * Removes every byte of a deleted asset, then its row. Waits until no other attempt writes below it: those were
 * cancelled with the deletion and stop at their next heartbeat.
 *
 * @throws PostponeError while one still does
 */
export async function deleteAsset(db: Database, blobs: BlobStore, attempt: Attempt): Promise<void> {
  const assetId = attempt.job.asset_id;
  if (assetId === null) return;
  if (await isWorkedOn(db, assetId, attempt.job.id)) {
    throw new PostponeError(`asset ${assetId} is still worked on`, busyMs);
  }
  for (const upload of await listUploadsOfAsset(db, assetId)) {
    await blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
  }
  await blobs.deletePrefix(`assets/${assetId}/`);
  await removeAsset(db, assetId);
}
