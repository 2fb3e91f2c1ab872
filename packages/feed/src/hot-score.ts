/** What makes a video hot. Each number counts people, and each of them once: pressing again adds nothing. */
export interface HotFacts {
  /** People who like it. */
  likes: number;
  /** People who have it among their favourites. */
  favourites: number;
  /** People who have passed it on. */
  shares: number;
  /** When it was published, in milliseconds since 1970. */
  publishedAtMs: number;
}

/** How much older a video may be that ten times as many people liked. */
const decadeMs = 48 * 3_600_000;

/**
 * How hot a video is; only the order of scores means anything. Publication counts on with time and approval by its
 * logarithm, so that a score never changes by itself: what is older falls behind as new ones come, and one person
 * counts less the more there are. The form is that of Reddit's «hot» of 2010.
 */
export function hotScore({ likes, favourites, shares, publishedAtMs }: HotFacts): number {
  const points = likes + 2 * favourites + 3 * shares;
  return Math.log10(1 + points) + publishedAtMs / decadeMs;
}
