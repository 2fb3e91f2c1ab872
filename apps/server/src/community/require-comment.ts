import {
  decidesAboutComments,
  isBeyondBlocks,
  may,
  type CommentingFacts,
  type Viewer,
} from '@weireel/catalogue';
import { WeireelError } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { findComment, type CommentWithNames } from '@weireel/db/community';
import { findVideoFacts } from '@weireel/db/videos';

/** A comment with the video that it is about. */
export interface CommentAndVideo {
  /** The comment. */
  comment: CommentWithNames;
  /** What access to its video depends on. */
  video: CommentingFacts;
}

/**
 * A comment that the viewer may see; of a deleted one the place counts as one.
 *
 * @throws WeireelError `not_found`: there is no such comment, or not for them
 */
export async function requireComment(db: Database, id: string, viewer: Viewer): Promise<CommentAndVideo> {
  const comment = await findComment(db, id, viewer?.id ?? null);
  const video = comment && (await findVideoFacts(db, comment.video_id, viewer?.id ?? null));
  if (!video || !may('see', video, viewer)) throw new WeireelError('not_found');
  const isOwn = viewer !== null && comment.author_id === viewer.id;
  const isHidden = comment.state === 'held' && !isOwn && !decidesAboutComments(video, viewer);
  if (isHidden || (comment.is_apart && !isBeyondBlocks(viewer))) throw new WeireelError('not_found');
  return { comment, video };
}
