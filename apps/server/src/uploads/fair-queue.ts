/** Runs heavy work, a little of it at once; who waits longest for their first piece comes next, not who asks most. */
export type FairQueue = <T>(person: string, work: () => Promise<T>) => Promise<T>;

/** A queue that runs so many pieces of work at once. */
export function createFairQueue(limit: number): FairQueue {
  // A map keeps the order in which people came; whoever had a turn goes to its end.
  const waiting = new Map<string, (() => void)[]>();
  let running = 0;

  const next = (): void => {
    const [first] = waiting;
    if (first === undefined || running >= limit) return;
    const [person, pieces] = first;
    waiting.delete(person);
    const start = pieces.shift();
    if (pieces.length > 0) waiting.set(person, pieces);
    if (start === undefined) return;
    running += 1;
    start();
  };

  return async (person, work) => {
    await new Promise<void>((start) => {
      waiting.set(person, [...(waiting.get(person) ?? []), start]);
      next();
    });
    try {
      return await work();
    } finally {
      running -= 1;
      next();
    }
  };
}
