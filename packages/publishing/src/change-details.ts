import { mustRotateMedia, reviewOfChange, type ReviewMode } from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import {
  chooseCoverTime,
  factsOf,
  listFormerSources,
  lockAsset,
  publishVideos,
  rotateMediaKey,
  updateVideoDetails,
  type NewVideo,
  type VideoRow,
} from '@weireel/db/videos';
import { requestOf, type Actor } from '@weireel/jobs';
import { requestCover } from './request-cover.ts';

/** A wish to change what is said of a video, and who may see it. */
export interface DetailsWish {
  /** The video; its row is held. */
  video: VideoRow;
  /** The editable fields, whole. */
  details: Pick<NewVideo, 'title' | 'description' | 'tags' | 'categoryId' | 'visibility'>;
  /** Where the cover is to be taken; null: we choose. Absent: as before. */
  coverTimeMs?: number | null;
  /** When review happens here. */
  reviewMode: ReviewMode;
}

/**
 * Changes the editable fields of a video. Where review comes before publication it waits for a decision again; where
 * what everybody could play they may not any more, links given out before die.
 *
 * @param newSecret makes random parts of media paths
 * @throws WeireelError `not_found`
 */
export async function changeDetails(
  trx: Database,
  { video, details, coverTimeMs, reviewMode }: DetailsWish,
  actor: Actor,
  newSecret: () => string,
): Promise<void> {
  const asset = await lockAsset(trx, video.asset_id);
  if (!asset) throw new WeireelError('not_found');
  const review = reviewOfChange(reviewMode, video.review);
  await updateVideoDetails(trx, video.id, { ...details, review });
  if (coverTimeMs !== undefined && (await chooseCoverTime(trx, video.id, coverTimeMs))) {
    await requestCover(trx, asset, actor.newId());
  }
  const after = { ...video, visibility: details.visibility, review };
  if (mustRotateMedia(factsOf(video, asset), factsOf(after, asset))) {
    const formerIds = await listFormerSources(trx, video.id);
    for (const assetId of [asset.id, ...formerIds]) await rotateMediaKey(trx, assetId, newSecret());
  }
  await publishVideos(trx, asset.id);
  await appendEvent(trx, {
    kind: 'video.changed',
    subjectId: video.id,
    userId: video.author_id,
    ...requestOf(actor),
  });
}
