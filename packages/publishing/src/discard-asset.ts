import { assetSubject } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { listPreviewsUsing } from '@weireel/db/projects';
import { closeUploadsOfAsset } from '@weireel/db/uploads';
import { lockAsset, markAssetDeleted } from '@weireel/db/videos';
import { cancelJobsAbout, enqueueJob, requestOf, type Actor } from '@weireel/jobs';

/**
 * Deletes an asset that no video shows: invisible when the transaction commits, its bytes gone when the job that is
 * added here has run. So are previews of projects that use it, which show what it did. Nothing happens when it is
 * deleted already.
 */
export async function discardAsset(trx: Database, assetId: string, actor: Actor): Promise<void> {
  const asset = await lockAsset(trx, assetId);
  if (!asset) return;
  await closeUploadsOfAsset(trx, assetId);
  await cancelJobsAbout(trx, assetSubject(assetId));
  await markAssetDeleted(trx, assetId);
  // A preview is used by no other.
  const shown =
    asset.origin === 'preview' ? [] : await listPreviewsUsing(trx, { assetId, ownerId: asset.owner_id });
  for (const previewId of shown) await discardAsset(trx, previewId, actor);
  await enqueueJob(trx, {
    id: actor.newId(),
    kind: 'delete_asset',
    ownerId: asset.owner_id,
    subjectId: assetId,
  });
  await appendEvent(trx, {
    kind: 'asset.deleted',
    subjectId: assetId,
    userId: asset.owner_id,
    ...requestOf(actor),
  });
}
