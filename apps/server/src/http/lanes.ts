import { WeireelError } from '@weireel/contract';

/** When a caller who found the queue full may come again. */
const retryAfterMs = 2000;

/**
 * Lets work go on so many at once, in the order in which it came.
 *
 * @throws WeireelError `unavailable` when too many wait already
 */
export function createLanes(atOnce: number, waitingMax: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free > 0) free -= 1;
    else {
      if (waiting.length >= waitingMax) throw new WeireelError('unavailable', { retryAfterMs });
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      // Whoever is next takes the turn over; it never becomes free in between.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
