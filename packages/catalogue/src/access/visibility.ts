import type { ReviewState, Visibility } from '@weireel/contract';

/**
 * What the rule of visibility depends on. `packages/db/src/videos/visible.ts` says the same in SQL, and a test there
 * holds both against each other in every state: a fact that is added here does not compile there without its cases.
 */
export interface VideoFacts {
  /** Whom its author lets find and see it. */
  audience: Visibility;
  /** Where review stands. */
  review: ReviewState;
  /** Whether anything of it plays. */
  playable: boolean;
  /** Whether its file is still arriving: what plays then may yet turn out to be damaged or be cancelled. */
  arriving: boolean;
  /** Whether it has a time of publication. */
  published: boolean;
  /** Whether the time has come from which others may see it; so it has, when none was named. */
  due: boolean;
}

/** What somebody may be to a video that is not theirs. */
export const standings = ['visitor', 'person', 'member', 'blocked'] as const;

/**
 * What somebody is to a video that is not theirs: nobody who is signed in; somebody who is; and of these who belongs
 * to one of the groups that it is for; who has blocked its author or is blocked by them, whatever else they are.
 */
export type Standing = (typeof standings)[number];

/** What somebody may do with a video that is not theirs. */
export const deeds = ['see', 'play', 'comment', 'find', 'recommend'] as const;

/**
 * What somebody may do with a video that is not theirs. `see`: open its page. `play`: read its media by their
 * address. `comment`: say something below it. `find`: meet it in lists, search and counts. `recommend`: be shown it
 * unasked.
 */
export type Deed = (typeof deeds)[number];

/** The rule of visibility: what others than its author and administrators may do with a video. */
export function mayOthers(deed: Deed, video: VideoFacts, standing: Standing): boolean {
  // Media of what was open a moment ago go on playing; their address cannot be guessed.
  const isOpen = isFor(video.audience, standing) && video.due && video.review === 'approved';
  const isThere = isOpen && video.playable && !video.arriving;
  switch (deed) {
    case 'play':
      return isOpen;
    case 'see':
    case 'comment':
      return isThere;
    case 'find':
    case 'recommend':
      return isThere && video.audience !== 'unlisted' && video.published;
  }
}

/** Whether a video is meant for somebody. */
function isFor(audience: Visibility, standing: Standing): boolean {
  if (standing === 'blocked') return false;
  switch (audience) {
    case 'public':
    case 'unlisted':
      return true;
    case 'internal':
      return standing !== 'visitor';
    case 'group':
      return standing === 'member';
    case 'private':
      return false;
  }
}
