import { createTurns } from '@weireel/db';

/** Runs heavy work, a little of it at once; who waits longest for their first piece comes next, not who asks most. */
export type FairQueue = <T>(person: string, work: () => Promise<T>) => Promise<T>;

/** A queue that runs so many pieces of work at once. */
export function createFairQueue(limit: number): FairQueue {
  const turns = createTurns({ atOnce: limit, ofOne: limit, limitMs: null });
  return async (person, work) => {
    const end = await turns.take(person, false);
    try {
      return await work();
    } finally {
      end();
    }
  };
}
