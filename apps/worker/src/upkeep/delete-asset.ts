import { assetPrefix } from '@weireel/catalogue';
import { assetSubject } from '@weireel/contract';
import type { BlobStore } from '@weireel/blob';
import { whileNoBackup, type Database } from '@weireel/db';
import { listUploadsOfAsset } from '@weireel/db/uploads';
import { removeAsset } from '@weireel/db/videos';
import { isWorkedOn, PostponeError, type Attempt } from '@weireel/jobs';

/** How long a deletion waits for attempts that were told to stop. */
const busyMs = 500;
/** How long a deletion waits for a backup that still needs the bytes. */
const backupMs = 5000;

/**
 * Removes every byte of a deleted asset, then its row. Waits until no other attempt writes below it: those were
 * cancelled with the deletion and stop at their next heartbeat.
 *
 * @throws PostponeError while one still does, or a backup is under way
 */
export async function deleteAsset(db: Database, blobs: BlobStore, attempt: Attempt): Promise<void> {
  const assetId = attempt.job.subject_id;
  if (await isWorkedOn(db, assetSubject(assetId), attempt.job.id)) {
    throw new PostponeError(`asset ${assetId} is still worked on`, busyMs);
  }
  const isDone = await whileNoBackup(db, async () => {
    for (const upload of await listUploadsOfAsset(db, assetId)) {
      await blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
    }
    await blobs.deletePrefix(assetPrefix(assetId));
    await removeAsset(db, assetId);
  });
  if (!isDone) throw new PostponeError('a backup is under way', backupMs);
}
