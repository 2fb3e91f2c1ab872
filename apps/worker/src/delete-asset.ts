import type { BlobStore } from '@weireel/blob';
import { removeAsset, type Database } from '@weireel/db';
import type { Attempt } from '@weireel/jobs';

/** Other attempts on the asset still run: they are told to stop and this job comes back. */
export class AssetBusyError extends Error {
  override readonly name = 'AssetBusyError';
}

/**
 * Removes every byte of a deleted asset, then its row. Waits until no other attempt writes below it: those were
 * cancelled with the deletion and stop at their next heartbeat.
 *
 * @throws AssetBusyError
 */
export async function deleteAsset(db: Database, blobs: BlobStore, attempt: Attempt): Promise<void> {
  const assetId = attempt.job.asset_id;
  if (assetId === null) return;
  const busy = await db
    .selectFrom('jobs')
    .innerJoin('workers', 'workers.id', 'jobs.worker_id')
    .select('jobs.id')
    .where('jobs.asset_id', '=', assetId)
    .where('jobs.id', '!=', attempt.job.id)
    .where('jobs.state', '=', 'running')
    .limit(1)
    .executeTakeFirst();
  if (busy) throw new AssetBusyError(`asset ${assetId} is still worked on`);
  const uploads = await db
    .selectFrom('uploads')
    .select(['blob_key', 'blob_upload_id'])
    .where('asset_id', '=', assetId)
    .execute();
  for (const upload of uploads) await blobs.abortMultipart(upload.blob_key, upload.blob_upload_id);
  await blobs.deletePrefix(`assets/${assetId}/`);
  await removeAsset(db, assetId);
}
