import { setTimeout as pause } from 'node:timers/promises';

/** Limit of a wait for which something has to be encoded; below the limit of such a test. */
export const mediaLimitMs = 540_000;

/**
 * Pause before the next look at something that is waited for: a tenth of the time waited so far, from 20 ms to a
 * quarter of a second. Whoever waits for an encoder takes the processor from it with each look.
 */
export function pauseBetweenLooksMs(waitedMs: number): number {
  return Math.min(250, Math.max(20, waitedMs / 10));
}

/** Waits until something is so; after the limit fails with the condition's own text. */
export async function eventually(isSo: () => boolean | Promise<boolean>, limitMs = 120_000): Promise<void> {
  const over = new AbortController();
  const limit = pause(limitMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`after ${limitMs / 1000} s it is not so: ${String(isSo)}`);
  });
  const startedMs = performance.now();
  const pauseMs = (): number => pauseBetweenLooksMs(performance.now() - startedMs);
  // Who asks in vain, and who is never answered, both end at the limit.
  const asking = async (): Promise<void> => {
    while (!over.signal.aborted && !(await isSo())) await pause(pauseMs());
  };
  try {
    await Promise.race([asking(), limit]);
  } finally {
    over.abort();
    await limit.catch(() => {}); // Has been told above, or was called off.
  }
}
