import {
  hasPermission,
  isOwnOf,
  reviewAtStart,
  type Authorship,
  type ReviewMode,
  type Viewer,
} from '@weireel/catalogue';
import { isErrorCode, isRetryable, WeireelError } from '@weireel/contract';
import { appendEvent, type Database } from '@weireel/db';
import {
  hasVideo,
  lockAsset,
  setAssetOwner,
  setNextSource,
  type AssetRow,
  type VideoRow,
} from '@weireel/db/videos';
import { doneBy, type Actor } from '@weireel/jobs';
import { reprocessAsset } from '@weireel/processing';
import { adoptSource } from './adopt-source.ts';
import { discardAsset } from './discard-asset.ts';

/** A wish to show another source. */
export interface SourceWish {
  /** The video; its row is held. */
  video: VideoRow;
  /** The asset that it is to show. */
  assetId: string;
  /** Who wishes it, and may change the video. */
  viewer: NonNullable<Viewer>;
  /** When review happens here. */
  reviewMode: ReviewMode;
}

/**
 * Lets a video go over to another source as soon as that plays. The source that it shows already: whatever was on
 * its way is given up. The one that is on its way already: tried again when it failed.
 *
 * @throws WeireelError `not_found`, `asset_for_takes`, `asset_in_use`, `source_at_fault`, what the asset failed with
 */
export async function replaceSource(trx: Database, wish: SourceWish, actor: Actor): Promise<void> {
  const { video } = wish;
  const asset = await lockAsset(trx, wish.assetId);
  if (!asset || !mayUse(asset, wish)) throw new WeireelError('not_found');
  if (asset.for_takes) throw new WeireelError('asset_for_takes');
  if (asset.id === video.next_asset_id) {
    if (asset.state === 'failed') await reprocessAsset(trx, asset.id, actor);
  } else if (asset.id === video.asset_id) {
    await setNextSource(trx, video.id, null);
  } else {
    if (await hasVideo(trx, asset.id)) throw new WeireelError('asset_in_use');
    // What a member sends for a channel counts among their own, as when they publish as it.
    if (!isOwnOf(authorshipOf(video), wish.viewer)) await setAssetOwner(trx, asset.id, video.author_id);
    // Another picture is another video to whoever reviews it.
    const review = wish.reviewMode === 'before' ? reviewAtStart('before') : null;
    await setNextSource(trx, video.id, { assetId: asset.id, review });
    if (asset.state === 'failed') await takeUpFailed(trx, asset, actor);
    await adoptSource(trx, asset.id, actor);
  }
  const givenUp = video.next_asset_id;
  if (givenUp !== null && givenUp !== asset.id && !(await hasVideo(trx, givenUp))) {
    await discardAsset(trx, givenUp, actor);
  }
  await appendEvent(trx, {
    kind: 'video.changed',
    subjectId: video.id,
    userId: video.author_id,
    ...doneBy(actor, video.author_id),
  });
}

function authorshipOf({ author_id: authorId, made_by: madeById }: VideoRow): Authorship {
  return { authorId, madeById };
}

/** One's own; for who manages others' videos, the author's, too. */
function mayUse(asset: AssetRow, { viewer, video }: SourceWish): boolean {
  if (asset.owner_id === viewer.id) return true;
  return hasPermission(viewer, 'manage_videos') && asset.owner_id === video.author_id;
}

/** An asset that failed before anybody asked for it: tried again, or refused with its own reason. */
async function takeUpFailed(trx: Database, asset: AssetRow, actor: Actor): Promise<void> {
  const code = asset.failure_code ?? 'processing_failed';
  if (isRetryable(code)) await reprocessAsset(trx, asset.id, actor);
  else throw new WeireelError(isErrorCode(code) ? code : 'source_at_fault');
}
