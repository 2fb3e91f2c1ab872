import { afterAll } from 'vitest';

/**
 * Undoes things after the tests of a file, the last one first: all of them, even when the set-up broke off half
 * way or an earlier one fails.
 */
export function undoAfterAll(): (undo: () => Promise<unknown>) => void {
  const undos: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    const failures: unknown[] = [];
    for (const undo of undos.toReversed()) await undo().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be undone');
  });
  return (undo) => void undos.push(undo);
}
