import { setTimeout as pause } from 'node:timers/promises';

/** Limit of a wait for which something has to be encoded; below the limit of such a test. */
export const mediaLimitMs = 540_000;

/** Waits until something is so; after the limit fails with the condition's own text. */
export async function eventually(isSo: () => boolean | Promise<boolean>, limitMs = 120_000): Promise<void> {
  const over = new AbortController();
  const limit = pause(limitMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`after ${limitMs / 1000} s it is not so: ${String(isSo)}`);
  });
  // Who asks in vain, and who is never answered, both end at the limit.
  const asking = async (): Promise<void> => {
    while (!over.signal.aborted && !(await isSo())) await pause(20);
  };
  try {
    await Promise.race([asking(), limit]);
  } finally {
    over.abort();
    await limit.catch(() => {}); // Has been told above, or was called off.
  }
}
