import type { GroupRole, Permission, ReviewState, Role } from '@weireel/contract';
import { isPermitted } from '@weireel/contract/plain';
import { mayOthers, standings, type Deed, type Standing, type VideoFacts } from './visibility.ts';

/** Who asks; null: nobody signed in. */
export type Viewer = {
  /** The person's id. */
  id: string;
  /** The person's roles. */
  roles: readonly Role[];
  /** The channels that they belong to. Absent: none. */
  channels?: readonly ChannelPart[];
} | null;

/** What somebody is in a channel. */
export interface ChannelPart {
  /** The channel's id, as its videos name their author. */
  id: string;
  /** `member`: publishes as it; `manager`: manages everything of it; `owner`: also the channel itself. */
  role: GroupRole;
}

/** Whose something is. */
export interface Authorship {
  /** Its author: a person, or a channel. */
  authorId: string;
  /** Who made it as the channel that is its author; null: its author did. */
  madeById: string | null;
}

/** What access to a video depends on. */
export interface VideoAccessFacts extends VideoFacts, Authorship {
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

/** The ids that the viewer is an author by: their own, and those of the channels that they belong to. */
export function authorIdsOf(viewer: NonNullable<Viewer>): string[] {
  return [viewer.id, ...(viewer.channels ?? []).map(({ id }) => id)];
}

/** What the viewer is in a channel; null: they do not belong to it. */
export function roleInChannel(channelId: string, viewer: Viewer): GroupRole | null {
  return viewer?.channels?.find(({ id }) => id === channelId)?.role ?? null;
}

const parts: readonly GroupRole[] = ['member', 'manager', 'owner'];

/**
 * Whether the viewer acts for an author: themselves, or a channel in which they are at least so much.
 *
 * @param least what they have to be in the channel
 */
export function actsFor(authorId: string, viewer: Viewer, least: GroupRole): boolean {
  if (viewer === null) return false;
  if (viewer.id === authorId) return true;
  const role = roleInChannel(authorId, viewer);
  return role !== null && parts.indexOf(role) >= parts.indexOf(least);
}

/**
 * Whether something is the viewer's own: they are its author, or act for the channel that is; a mere member only for
 * what they have made. `packages/db/src/videos/visible.ts` says the same in SQL (`isOwnOf`), and a test there holds both
 * against each other.
 */
export function isOwnOf({ authorId, madeById }: Authorship, viewer: Viewer): boolean {
  return actsFor(authorId, viewer, viewer !== null && madeById === viewer.id ? 'member' : 'manager');
}

/**
 * Whether the viewer may change, retry or delete a video, and see how its processing goes: whose own it is, and by
 * permission.
 */
export function isManagedBy(video: Authorship, viewer: Viewer): boolean {
  return isOwnOf(video, viewer) || hasPermission(viewer, 'manage_videos');
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
