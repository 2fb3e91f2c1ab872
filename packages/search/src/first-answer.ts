import type { Condition } from './condition.ts';
import type { SearchAttempt } from './search-plan.ts';

/** What was found, and how. */
export interface FoundRows<T> {
  /** What was found; empty: nothing is even near. */
  rows: T[];
  /** Number of the attempt that found it, from 0; further pages begin with it. */
  attempt: number;
  /** Whether this is not what was asked for, only what is nearest to it. */
  isNearest: boolean;
}

/** Answers a query by the first of its attempts that finds anything. */
export async function firstAnswer<T>(
  attempts: readonly SearchAttempt[],
  find: (condition: Condition) => Promise<T[]>,
): Promise<FoundRows<T>> {
  for (const [attempt, { condition, isNearest }] of attempts.entries()) {
    const rows = await find(condition);
    if (rows.length > 0) return { rows, attempt, isNearest };
  }
  return { rows: [], attempt: 0, isNearest: false };
}
