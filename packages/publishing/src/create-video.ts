import { reviewAtStart, type ReviewMode } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import { countVideosAbout, insertVideo, lockAsset, setVideoGroups, type NewVideo } from '@weireel/db/videos';
import { doneBy, type Actor } from '@weireel/jobs';
import { requestCover } from './request-cover.ts';
import { requireCategory } from './require-category.ts';
import { requireAudience } from './require-audience.ts';

/** Each step of an asset is told of every video that shows it. */
const mostVideosOfAsset = 100;

/** A wish to publish an asset. */
export interface NewVideoWish extends Omit<NewVideo, 'id' | 'review'> {
  /** Groups that it is for, of the author's own. Absent: none. */
  groupIds?: readonly string[];
  /** When review happens here. */
  reviewMode: ReviewMode;
}

/**
 * Publishes one's own asset as a video, one's own or of a channel that one acts for, which shows as soon as that plays.
 *
 * @returns its id
 * @throws WeireelError `not_found`, `asset_for_takes`, `too_many_videos`, `invalid_request`
 */
export async function createVideo(trx: Database, wish: NewVideoWish, actor: Actor): Promise<string> {
  const { reviewMode, groupIds = [], ...about } = wish;
  // Words need a picture that is the video's own.
  const coverTimeMs = about.coverTimeMs ?? (about.coverWords === undefined ? null : 0);
  const video = { ...about, coverTimeMs };
  const ownerId = video.madeById ?? video.authorId;
  const asset = await lockAsset(trx, video.assetId);
  if (!asset || asset.owner_id !== ownerId || asset.origin === 'preview' || asset.origin === 'file')
    throw new WeireelError('not_found');
  if (asset.for_takes) throw new WeireelError('asset_for_takes');
  // The asset is held, so that two calls cannot both take the last place.
  if ((await countVideosAbout(trx, asset.id)) >= mostVideosOfAsset) throw new WeireelError('too_many_videos');
  const audience = { viewerId: ownerId, visibility: video.visibility, groupIds, before: [] };
  const groups = await requireAudience(trx, audience);
  await requireCategory(trx, video.categoryId, null);
  const id = actor.newId();
  await insertVideo(trx, { ...video, id, review: reviewAtStart(reviewMode) });
  await setVideoGroups(trx, id, groups);
  if (video.coverTimeMs !== null) await requestCover(trx, asset, actor.newId());
  await appendEvent(trx, {
    kind: 'video.created',
    subjectId: id,
    userId: video.authorId,
    ...doneBy(actor, video.authorId),
  });
  return id;
}
