import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks what may never answer, and gives up waiting after a while. Who asks while an earlier question is still open
 * waits for that one: on a disk that hangs, each new question would hold one more of the few threads that read files.
 *
 * @throws Error when there is no answer within `limitMs`; what `ask` rejects with
 */
export function askWithin<T>(limitMs: number, ask: () => Promise<T>): () => Promise<T> {
  let open: Promise<T> | null = null;
  return async () => {
    open ??= ask().finally(() => (open = null));
    const over = new AbortController();
    const tooLate = delay(limitMs, undefined, { signal: over.signal }).then(() => {
      throw new Error(`no answer within ${limitMs} ms`);
    });
    // Cut short below.
    tooLate.catch(() => undefined);
    try {
      return await Promise.race([open, tooLate]);
    } finally {
      over.abort();
    }
  };
}
