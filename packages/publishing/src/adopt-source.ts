import { assetSubject } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import {
  changeAsset,
  hasVideo,
  keepFormerSource,
  lockAsset,
  lockVideosAwaiting,
  moveToNextSource,
  playsWhole,
  publishVideos,
} from '@weireel/db/videos';
import { cancelJobsAbout, requestOf, type Actor } from '@weireel/jobs';
import { discardAsset } from './discard-asset.ts';

/**
 * Moves the videos that wait for an asset to it, once all of it plays. What they showed stays readable until its
 * last signature has expired; what never played is deleted. Call it whenever the asset may have become playable.
 */
export async function adoptSource(trx: Database, assetId: string, actor: Actor): Promise<void> {
  const videos = await lockVideosAwaiting(trx, assetId);
  if (videos.length === 0 || !(await playsWhole(trx, assetId))) return;
  for (const video of videos) {
    await moveToNextSource(trx, video);
    await releaseSource(trx, video.asset_id, video.id, actor);
    await appendEvent(trx, {
      kind: 'video.changed',
      subjectId: video.id,
      userId: video.author_id,
      ...requestOf(actor),
    });
  }
  await publishVideos(trx, assetId);
}

/** Lets go of a source that a video does not show any more. */
async function releaseSource(trx: Database, assetId: string, videoId: string, actor: Actor): Promise<void> {
  const asset = await lockAsset(trx, assetId);
  if (!asset || (await hasVideo(trx, assetId))) return;
  if (asset.edition_id === null) {
    await discardAsset(trx, assetId, actor);
    return;
  }
  await cancelJobsAbout(trx, assetSubject(assetId));
  // Nobody works on it any more; whoever plays it goes on with what there is.
  if (asset.state === 'processing') await changeAsset(trx, assetId, { state: 'ready' });
  await keepFormerSource(trx, assetId, videoId);
}
