import { mustRotateMedia, reviewOfChange, type ReviewMode } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import {
  chooseCoverTime,
  factsOf,
  listFormerSources,
  listGroupsOfVideo,
  lockAsset,
  publishVideos,
  rotateMediaKey,
  setVideoGroups,
  updateVideoDetails,
  type NewVideo,
  type VideoRow,
} from '@weireel/db/videos';
import { doneBy, type Actor } from '@weireel/jobs';
import { requestCover } from './request-cover.ts';
import { requireCategory } from './require-category.ts';
import { requireAudience } from './require-audience.ts';

/** A wish to change what is said of a video, and who may see it. */
export interface DetailsWish {
  /** The video; its row is held. */
  video: VideoRow & { is_due: boolean };
  /** The editable fields, whole. */
  details: Pick<NewVideo, 'title' | 'description' | 'tags' | 'categoryId' | 'visibility' | 'publishAt'> & {
    /** Whether others may take a copy. Absent: as before. */
    downloadable?: boolean;
  };
  /** Groups that it is to be for. Absent: as before. */
  groupIds?: readonly string[];
  /** Who wishes it, and may change the video. */
  viewerId: string;
  /** Where the cover is to be taken; null: we choose. Absent: as before. */
  coverTimeMs?: number | null;
  /** When review happens here. */
  reviewMode: ReviewMode;
}

/**
 * Changes the editable fields of a video. Where review comes before publication it waits for a decision again; where
 * what some could play they may not any more, links given out before die. Gives the assets of these.
 *
 * @param newSecret makes random parts of media paths
 * @throws WeireelError `not_found`, `invalid_request`
 */
export async function changeDetails(
  trx: Database,
  { video, details, coverTimeMs, reviewMode, viewerId, ...wish }: DetailsWish,
  actor: Actor,
  newSecret: () => string,
): Promise<string[]> {
  const asset = await lockAsset(trx, video.asset_id);
  if (!asset) throw new WeireelError('not_found');
  const review = reviewOfChange(reviewMode, video.review);
  const before = await listGroupsOfVideo(trx, video.id);
  const { visibility } = details;
  const groupIds = wish.groupIds ?? before;
  const groups = await requireAudience(trx, { viewerId, visibility, groupIds, before });
  await requireCategory(trx, details.categoryId, video.category_id);
  const isDue = await updateVideoDetails(trx, video.id, { ...details, review });
  if (before.length > 0 || groups.length > 0) await setVideoGroups(trx, video.id, groups);
  if (coverTimeMs !== undefined && (await chooseCoverTime(trx, video.id, coverTimeMs))) {
    await requestCover(trx, asset, actor.newId());
  }
  const after = { ...video, visibility, review, is_due: isDue };
  // Members of a group that it is not for any more are among those who lose it.
  const closed: string[] = [];
  const isNarrower = visibility === 'group' && before.some((id) => !groups.includes(id));
  if (isNarrower || mustRotateMedia(factsOf(video, asset), factsOf(after, asset))) {
    closed.push(asset.id, ...(await listFormerSources(trx, video.id)));
    for (const assetId of closed) await rotateMediaKey(trx, assetId, newSecret());
  }
  await publishVideos(trx, asset.id);
  await appendEvent(trx, {
    kind: 'video.changed',
    subjectId: video.id,
    userId: video.author_id,
    ...doneBy(actor, video.author_id),
  });
  return closed;
}
