/**
 * A check that costs something and that anybody may ask for: its outcome holds for `holdsMs` milliseconds, and who
 * asks while it runs waits for the same run.
 *
 * @param now milliseconds of a clock that only goes forward
 */
export function rememberedCheck(
  check: () => Promise<void>,
  { holdsMs, now }: { holdsMs: number; now: () => number },
): () => Promise<void> {
  let last: { outcome: Promise<void>; atMs: number } | null = null;
  return () => {
    if (last === null || now() - last.atMs >= holdsMs) last = { outcome: check(), atMs: now() };
    return last.outcome;
  };
}
