/** Where a finger or a mouse pressed, and when. */
export interface Tap {
  /** From the left, in pixels. */
  x: number;
  /** From the top, in pixels. */
  y: number;
  /** Milliseconds of any clock. */
  timeMs: number;
}

// As platforms tell two taps from one; a hand is not more exact than this.
const twiceWithinMs = 300;
const nearPx = 40;

/**
 * Tells a double tap from single ones. Each further tap in quick succession counts as one of a double, so that a
 * drumming finger sends a heart with each.
 */
export function createTapTeller(): (tap: Tap) => 'first' | 'again' {
  let last: Tap | null = null;
  return (tap) => {
    const isAgain =
      last !== null &&
      tap.timeMs - last.timeMs <= twiceWithinMs &&
      Math.hypot(tap.x - last.x, tap.y - last.y) <= nearPx;
    last = tap;
    return isAgain ? 'again' : 'first';
  };
}

/** How long a single tap waits for a second one, in milliseconds. */
export const tapWaitMs = twiceWithinMs;
