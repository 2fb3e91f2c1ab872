import { reviewAtStart, type ReviewMode } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { countVideosAbout, insertVideo, lockAsset, type NewVideo } from '@weireel/db/videos';
import { requestOf, type Actor } from '@weireel/jobs';
import { requestCover } from './request-cover.ts';

/** Each step of an asset is told of every video that shows it. */
const mostVideosOfAsset = 100;

/** A wish to publish an asset. */
export interface NewVideoWish extends Omit<NewVideo, 'id' | 'review'> {
  /** When review happens here. */
  reviewMode: ReviewMode;
}

/**
 * Publishes one's own asset as a video, which shows as soon as that plays.
 *
 * @returns its id
 * @throws WeireelError `not_found`, `too_many_videos`
 */
export async function createVideo(trx: Database, wish: NewVideoWish, actor: Actor): Promise<string> {
  const { reviewMode, ...video } = wish;
  const asset = await lockAsset(trx, video.assetId);
  if (!asset || asset.owner_id !== video.authorId) throw new WeireelError('not_found');
  // The asset is held, so that two calls cannot both take the last place.
  if ((await countVideosAbout(trx, asset.id)) >= mostVideosOfAsset) throw new WeireelError('too_many_videos');
  const id = actor.newId();
  await insertVideo(trx, { ...video, id, review: reviewAtStart(reviewMode) });
  if (video.coverTimeMs !== null) await requestCover(trx, asset, actor.newId());
  await appendEvent(trx, {
    kind: 'video.created',
    subjectId: id,
    userId: video.authorId,
    ...requestOf(actor),
  });
  return id;
}
