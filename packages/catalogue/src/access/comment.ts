import type { CommentPolicy } from '@weireel/contract';
import { hasPermission, isManagedBy, may, type VideoAccessFacts, type Viewer } from './access.ts';

/** What becomes of a comment that somebody writes: all see it; it waits for the author's word; it is refused. */
export type CommentFate = 'shown' | 'held' | 'closed';

/** What saying something below a video depends on. */
export interface CommentingFacts extends VideoAccessFacts {
  /** What the video's author lets others say. */
  policy: CommentPolicy;
}

/** What becomes of a comment on a video; null: they may say nothing there, and need not know that it exists. */
export function fateOfComment(video: CommentingFacts, viewer: NonNullable<Viewer>): CommentFate | null {
  if (!may('comment', video, viewer)) return null;
  // Who decides about comments need not ask themselves.
  if (video.policy === 'open' || isManagedBy(video, viewer)) return 'shown';
  return video.policy === 'approve' ? 'held' : 'closed';
}

/** Whether the viewer decides about the comments on a video: lets them appear, and takes them away. */
export function decidesAboutComments(video: VideoAccessFacts, viewer: Viewer): boolean {
  return (
    isManagedBy(video, viewer) || (hasPermission(viewer, 'moderate_comments') && may('see', video, viewer))
  );
}

/** Whether the viewer may delete a comment on a video: their own, and those that they decide about. */
export function mayDeleteComment(
  comment: { authorId: string },
  video: VideoAccessFacts,
  viewer: Viewer,
): boolean {
  return viewer !== null && (comment.authorId === viewer.id || decidesAboutComments(video, viewer));
}
