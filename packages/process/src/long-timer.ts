/** The longest delay of a Node timer, 24.8 days; longer ones end after a millisecond, with a warning. */
export const longestTimerMs = 2 ** 31 - 1;

/** A delay that Node's timers can count: one beyond their reach becomes the longest, one below zero none. */
export function timerDelayMs(delayMs: number): number {
  return Math.min(longestTimerMs, Math.max(0, delayMs));
}
