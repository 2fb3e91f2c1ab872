import type { Permission, ReviewState, Role } from '@weireel/contract';
import { isPermitted } from '@weireel/contract/plain';
import { mayOthers, standings, type Deed, type Standing, type VideoFacts } from './visibility.ts';

/** Who asks; null: nobody signed in. */
export type Viewer = {
  /** The person's id. */
  id: string;
  /** The person's roles. */
  roles: readonly Role[];
} | null;

/** What access to a video depends on. */
export interface VideoAccessFacts extends VideoFacts {
  /** Who made it. */
  authorId: string;
  /** Whether who asks belongs to one of the groups that it is for. */
  isMember: boolean;
  /** Whether who asks has blocked its author, or is blocked by them. */
  isApart: boolean;
}

/** Whether the viewer's roles have a permission. */
export function hasPermission(viewer: Viewer, permission: Permission): boolean {
  return viewer !== null && isPermitted(viewer.roles, permission);
}

/** Whether a viewer may do something with a video: who manages it always, others by the rule. */
export function may(deed: Deed, video: VideoAccessFacts, viewer: Viewer): boolean {
  return isManagedBy(video, viewer) || mayOthers(deed, video, standingOf(video, viewer));
}

function standingOf(
  { isMember, isApart }: Pick<VideoAccessFacts, 'isMember' | 'isApart'>,
  viewer: Viewer,
): Standing {
  if (viewer === null) return 'visitor';
  if (isApart && !isBeyondBlocks(viewer)) return 'blocked';
  return isMember ? 'member' : 'person';
}

/** Whether no block keeps the viewer from anything: nobody escapes those who look after what is said by blocking them. */
export function isBeyondBlocks(viewer: Viewer): boolean {
  return hasPermission(viewer, 'moderate_comments');
}

/** Whether the viewer may change, retry or delete a video, and see how its processing goes: its author, and by permission. */
export function isManagedBy(video: Pick<VideoAccessFacts, 'authorId'>, viewer: Viewer): boolean {
  return viewer?.id === video.authorId || hasPermission(viewer, 'manage_videos');
}

/** Rule for review of new and changed videos: `off` and `after` show at once, `before` waits for a decision. */
export type ReviewMode = 'off' | 'after' | 'before';

/** Where review stands for a new video, or one whose visible words changed. */
export function reviewAtStart(mode: ReviewMode): ReviewState {
  return mode === 'before' ? 'pending' : 'approved';
}

/** Where review stands after a change that nobody has reviewed. */
export function reviewOfChange(mode: ReviewMode, before: ReviewState): ReviewState {
  return mode === 'before' ? 'pending' : before;
}

/** Whether links given out before must die: what some could play they may not any more. */
export function mustRotateMedia(before: VideoFacts, after: VideoFacts): boolean {
  return standings.some(
    (standing) => mayOthers('play', before, standing) && !mayOthers('play', after, standing),
  );
}
