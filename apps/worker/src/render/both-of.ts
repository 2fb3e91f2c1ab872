/**
 * Does two things at once. When one fails the other is stopped, and both have ended when this rejects.
 *
 * @param signal ends both
 * @throws what the one that failed first was rejected with
 */
export async function bothOf<A, B>(
  signal: AbortSignal,
  one: (signal: AbortSignal) => Promise<A>,
  other: (signal: AbortSignal) => Promise<B>,
): Promise<[A, B]> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const begun = [one(both), other(both)] as const;
  try {
    return await Promise.all(begun);
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(begun);
    throw error;
  }
}
