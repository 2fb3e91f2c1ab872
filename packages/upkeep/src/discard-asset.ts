import { appendEvent, type Database } from '@weireel/db';
import { closeUploadsOfAsset } from '@weireel/db/uploads';
import { lockAsset, markAssetDeleted } from '@weireel/db/videos';
import { cancelJobsOfAsset, enqueueJob } from '@weireel/jobs';

/** Who does something, and with which means. */
export interface Actor {
  /** Makes ids of jobs. */
  newId: () => string;
  /** Request that asked for it. Absent: none, as from the command line or the worker. */
  requestId?: string;
}

/**
 * Deletes an asset that no video shows: invisible when the transaction commits, its bytes gone when the job that is
 * added here has run. Nothing happens when it is deleted already.
 */
export async function discardAsset(trx: Database, assetId: string, actor: Actor): Promise<void> {
  const asset = await lockAsset(trx, assetId);
  if (!asset) return;
  await closeUploadsOfAsset(trx, assetId);
  await cancelJobsOfAsset(trx, assetId);
  await markAssetDeleted(trx, assetId);
  await enqueueJob(trx, { id: actor.newId(), kind: 'delete_asset', assetId });
  await appendEvent(trx, {
    kind: 'asset.deleted',
    subjectId: assetId,
    userId: asset.owner_id,
    ...requestOf(actor),
  });
}

/** The request of an actor as events note it. */
export function requestOf({ requestId }: Actor): { requestId?: string } {
  return requestId === undefined ? {} : { requestId };
}
