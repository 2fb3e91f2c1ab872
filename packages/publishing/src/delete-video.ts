import { appendEvent, type Database } from '@weireel/db';
import {
  deleteVideo,
  dropCover,
  hasVideo,
  listFormerSources,
  listVideosAbout,
  setNextSource,
  type VideoRow,
} from '@weireel/db/videos';
import { doneBy, type Actor } from '@weireel/jobs';
import { discardAsset } from './discard-asset.ts';

/**
 * Deletes a video with everything that only it shows, showed a moment ago, or was about to show. Gives the assets that
 * fewer people may see than before.
 */
export async function deleteVideoWithAssets(trx: Database, video: VideoRow, actor: Actor): Promise<string[]> {
  const next = video.next_asset_id === null ? [] : [video.next_asset_id];
  const assetIds = [video.asset_id, ...next, ...(await listFormerSources(trx, video.id))];
  await dropCover(trx, video);
  await deleteVideo(trx, video.id);
  await appendEvent(trx, {
    kind: 'video.deleted',
    subjectId: video.id,
    userId: video.author_id,
    ...doneBy(actor, video.author_id),
  });
  for (const assetId of assetIds) {
    if (!(await hasVideo(trx, assetId))) await discardAsset(trx, assetId, actor);
  }
  return assetIds;
}

/**
 * Deletes an asset with the videos that show it; those that were about to go on with what they show. Gives the assets
 * that fewer people may see than before.
 */
export async function deleteAssetWithVideos(trx: Database, assetId: string, actor: Actor): Promise<string[]> {
  const closed = [assetId];
  for (const { video } of await listVideosAbout(trx, assetId)) {
    if (video.asset_id === assetId) {
      closed.push(...(await deleteVideoWithAssets(trx, video, actor)));
      continue;
    }
    await setNextSource(trx, video.id, null);
    await appendEvent(trx, {
      kind: 'video.changed',
      subjectId: video.id,
      userId: video.author_id,
      ...doneBy(actor, video.author_id),
    });
  }
  await discardAsset(trx, assetId, actor);
  return closed;
}
