import { createRecent } from './recent.ts';

/** Counts calls by key in windows that begin with a key's first call. */
export interface RateWindow {
  /**
   * Counts a call.
   *
   * @returns 0: it may go on; otherwise milliseconds until the next one may, and it was not counted
   */
  take(key: string, max: number): number;
}

/** Keys remembered: about 3 MB. */
const capacity = 20_000;

/**
 * An empty counter.
 *
 * @param elapsedMs a clock that never jumps; a wall clock set back would refuse everybody until it has caught up
 */
export function createRateWindow(windowMs: number, elapsedMs: () => number): RateWindow {
  const windows = createRecent<{ count: number; endsMs: number }>(capacity);
  return {
    take(key, max) {
      const nowMs = elapsedMs();
      const known = windows.get(key);
      if (known === undefined || known.endsMs <= nowMs) {
        windows.set(key, { count: 1, endsMs: nowMs + windowMs });
        return 0;
      }
      if (known.count >= max) return known.endsMs - nowMs;
      known.count += 1;
      return 0;
    },
  };
}
