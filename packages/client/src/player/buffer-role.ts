/** How much a source may load: everything around the position, a first bite, nothing. */
export type BufferRole = 'play' | 'preload' | 'rest';

// What a viewer has ahead before a neighbour may take of their line.
const enoughMs = 6000;
// Containers are not exact about their length.
const nearEndMs = 500;

/** What is known of the video that plays. */
export interface LoadedSoFar {
  /** Whether its first frame is on the screen. */
  hasPicture: boolean;
  /** Position in milliseconds. */
  positionMs: number;
  /** End of what is loaded around it, in milliseconds. */
  bufferedMs: number;
  /** Length in milliseconds; 0: not known. */
  durationMs: number;
}

/** Whether the video that plays has enough, so that the next one may begin to load. */
export function hasEnough({ hasPicture, positionMs, bufferedMs, durationMs }: LoadedSoFar): boolean {
  const isWhole = durationMs > 0 && bufferedMs >= durationMs - nearEndMs;
  return hasPicture && (isWhole || bufferedMs - positionMs >= enoughMs);
}

/** What stands at a place of the feed is for. */
export function roleAt(
  at: number,
  feed: {
    /** Place of the video that is looked at. */
    index: number;
    /** Whether anybody looks: the feed is on the screen. */
    isOpen: boolean;
    /** Whether that video has enough. */
    mayPreload: boolean;
  },
): BufferRole {
  if (!feed.isOpen) return 'rest';
  if (at === feed.index) return 'play';
  return at === feed.index + 1 && feed.mayPreload ? 'preload' : 'rest';
}
