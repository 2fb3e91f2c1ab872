/**
 * Does something with each of some, so many at once, in their order. After a failure nothing more is begun, and what was
 * under way has ended when this rejects.
 *
 * @throws what the first failure was
 */
export async function forEachAtOnce<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  let failure: { reason: unknown } | null = null;
  const next = async (): Promise<void> => {
    for (const item of rest) {
      try {
        await work(item);
      } catch (reason) {
        failure ??= { reason };
      }
      if (failure !== null) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, next));
  // Set in calls that narrowing does not see.
  const failed = failure as { reason: unknown } | null;
  if (failed !== null) throw failed.reason;
}
