import {
  appendEvent,
  closeUploadsOfAsset,
  deleteVideo,
  listVideosOfAsset,
  markAssetDeleted,
  type Database,
} from '@weireel/db';
import { cancelJobsOfAsset, enqueueJob } from '@weireel/jobs';

/**
 * Deletes an asset with the videos that show it: invisible when the transaction commits, its bytes gone when the
 * job that is added here has run.
 */
export async function deleteAssetWithVideos(
  trx: Database,
  options: { assetId: string; ownerId: string; jobId: string; requestId: string },
): Promise<void> {
  const { assetId, ownerId, requestId } = options;
  for (const { video } of await listVideosOfAsset(trx, assetId)) {
    await deleteVideo(trx, video.id);
    await appendEvent(trx, {
      kind: 'video.deleted',
      subjectId: video.id,
      userId: video.author_id,
      requestId,
    });
  }
  await closeUploadsOfAsset(trx, assetId);
  await cancelJobsOfAsset(trx, assetId);
  await markAssetDeleted(trx, assetId);
  await enqueueJob(trx, { id: options.jobId, kind: 'delete_asset', assetId });
  await appendEvent(trx, { kind: 'asset.deleted', subjectId: assetId, userId: ownerId, requestId });
}
