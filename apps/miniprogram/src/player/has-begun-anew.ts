const edgeMs = 1000;

/** Whether a video that plays in a circle has gone from its end to its beginning. */
export function hasBegunAnew(step: { fromMs: number; toMs: number; durationMs: number }): boolean {
  const { fromMs, toMs, durationMs } = step;
  // Of a short one no more than a quarter.
  const nearMs = Math.min(edgeMs, durationMs / 4);
  return durationMs > 0 && fromMs >= durationMs - nearMs && toMs <= nearMs;
}
