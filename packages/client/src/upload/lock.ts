/** Runs pieces of work one after the other, in the order in which they came. */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

/** A lock that nobody holds. */
export function createLock(): Lock {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = tail.then(work);
    // Whoever comes next waits for the end of this one, however it ends; its failure is its caller's.
    tail = turn.catch(() => undefined);
    return turn;
  };
}
