import type { Readable } from 'node:stream';

/** A look at whether something came since the last one; so many in vain are a minute of silence. */
const lookMs = 5000;
const mostSilences = 12;

/**
 * Waits until nothing has come for a minute, or it is over. Looks are counted rather than timed: whoever was stopped
 * itself, or slept with the machine, finds a long silence that says nothing about others.
 *
 * @param wait waits; rejects when aborted
 * @returns whether it fell silent
 */
export async function waitForSilence(
  pulse: Readable,
  wait: (ms: number, signal: AbortSignal) => Promise<void>,
  over: AbortSignal,
): Promise<boolean> {
  let hasCome = false;
  pulse.on('data', () => (hasCome = true));
  for (let silences = 0; silences < mostSilences;) {
    try {
      await wait(lookMs, over);
    } catch (error) {
      if (!over.aborted) throw error;
    }
    if (over.aborted) return false;
    silences = hasCome ? 0 : silences + 1;
    hasCome = false;
  }
  return true;
}
