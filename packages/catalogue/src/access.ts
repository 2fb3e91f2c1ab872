import type { ReviewState, Role, Visibility } from '@weireel/contract';

/** Who asks; null: nobody signed in. */
export type Viewer = {
  /** The person's id. */
  id: string;
  /** The person's roles. */
  roles: readonly Role[];
} | null;

/** What access to a video depends on. */
export interface VideoAccessFacts {
  /** Who made it. */
  authorId: string;
  /** Who may find and see it. */
  visibility: Visibility;
  /** Where review stands. */
  review: ReviewState;
  /** Whether anything of it plays. */
  playable: boolean;
  /** Whether its file is still arriving: what plays then may yet turn out to be damaged or be cancelled. */
  arriving: boolean;
}

/** Whether the viewer is an administrator. */
export function isAdmin(viewer: Viewer): boolean {
  return viewer?.roles.includes('admin') ?? false;
}

/** Whether the media of a video is open to everybody who has its address. */
export function isOpen(video: Pick<VideoAccessFacts, 'visibility' | 'review'>): boolean {
  return video.visibility !== 'private' && video.review === 'approved';
}

/**
 * Whether the viewer may see a video: its author and administrators always, others when it is open, plays, and has
 * arrived whole.
 */
export function canSee(video: VideoAccessFacts, viewer: Viewer): boolean {
  return isManagedBy(video, viewer) || (isOpen(video) && video.playable && !video.arriving);
}

/** Whether the viewer may change, retry or delete a video, and see how its processing goes. */
export function isManagedBy(video: Pick<VideoAccessFacts, 'authorId'>, viewer: Viewer): boolean {
  return viewer !== null && (viewer.id === video.authorId || isAdmin(viewer));
}

/** Rule for review of new and changed videos: `off` and `after` show at once, `before` waits for a decision. */
export type ReviewMode = 'off' | 'after' | 'before';

/** Where review stands for a new video, or one whose visible words changed. */
export function reviewAtStart(mode: ReviewMode): ReviewState {
  return mode === 'before' ? 'pending' : 'approved';
}

/** Whether links given out before must die: what was open is not any more. */
export function mustRotateMedia(
  before: Pick<VideoAccessFacts, 'visibility' | 'review'>,
  after: Pick<VideoAccessFacts, 'visibility' | 'review'>,
): boolean {
  return isOpen(before) && !isOpen(after);
}
