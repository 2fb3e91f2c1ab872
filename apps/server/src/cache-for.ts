/**
 * Keeps an answer for a while; who asks meanwhile, also while it is being found, gets the same one. One that was not
 * found is asked for again.
 *
 * @param ttlMs how long an answer holds
 * @param now milliseconds of a clock
 */
export function cacheFor<T>(ttlMs: number, now: () => number, ask: () => Promise<T>): () => Promise<T> {
  let known: { answer: Promise<T>; untilMs: number } | null = null;
  return () => {
    if (known && known.untilMs > now()) return known.answer;
    const answer = ask();
    known = { answer, untilMs: now() + ttlMs };
    // A failed look must not be kept.
    answer.catch(() => (known = null));
    return answer;
  };
}
