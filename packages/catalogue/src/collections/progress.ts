/** A video of a list, as one person has watched it. */
export interface WatchedItem {
  /** The video. */
  videoId: string;
  /** How far they were, in milliseconds; 0: at its beginning, or never there. */
  positionMs: number;
  /** When they watched it last; null: never. */
  watchedAt: Date | null;
  /** Whether they have ever watched it to its end. */
  isDone: boolean;
}

/** How far a person is in a list of videos. */
export interface ListProgress {
  /** Videos that they have watched to their end. */
  done: number;
  /** Where to go on; null: they have watched them all, or there are none. */
  next: { videoId: string; positionMs: number } | null;
}

/**
 * How far a person is in a list of videos. They go on in the video that they watched last; once that was watched to its
 * end, in the first one behind it that was not, and then in those that they have passed over.
 *
 * @param items the list in its order
 */
export function progressOf(items: readonly WatchedItem[]): ListProgress {
  let last = -1;
  for (const [n, { watchedAt }] of items.entries()) {
    const lastAt = items[last]?.watchedAt ?? null;
    if (watchedAt !== null && (lastAt === null || watchedAt > lastAt)) last = n;
  }
  const inTurn = last === -1 ? items : [...items.slice(last), ...items.slice(0, last)];
  const next = inTurn.find(({ isDone }) => !isDone);
  return {
    done: items.filter(({ isDone }) => isDone).length,
    next: next === undefined ? null : { videoId: next.videoId, positionMs: next.positionMs },
  };
}
