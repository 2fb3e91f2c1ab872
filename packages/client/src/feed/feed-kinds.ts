import type { FeedKind } from '@weireel/contract';

/** The feeds, as they stand beside each other. */
export const feedKinds = ['following', 'recommended', 'hot', 'latest'] as const satisfies FeedKind[];

/**
 * The feed to begin with, by what a device remembers; null: nothing. Not that of those whom somebody follows: who comes
 * back may have signed out meanwhile, and follows nobody then.
 */
export function startingFeed(remembered: string | null): FeedKind {
  const kind = feedKinds.find((one) => one === remembered) ?? 'latest';
  return kind === 'following' ? 'latest' : kind;
}

/** Whether a video goes from the feed when somebody wants one less, or all of its author. */
export function isUnwanted(
  video: FeedVideo,
  unwanted: { video: FeedVideo; isWholeAuthor: boolean },
): boolean {
  const { video: chosen, isWholeAuthor } = unwanted;
  return video.id === chosen.id || (isWholeAuthor && video.author.id === chosen.author.id);
}

/** A video of a feed, and whose it is. */
interface FeedVideo {
  id: string;
  author: { id: string };
}
