/**
 * Pools of places in which jobs run, in the order in which they are shown. `early` is for what may wait for bytes that
 * are still being sent, `first` for what people wait for, `rest` for everything that takes long.
 */
export const jobPools = ['early', 'first', 'rest'] as const;

/** A pool of places in which jobs run. */
export type JobPool = (typeof jobPools)[number];

/** Makes something for each pool. */
export function ofEachPool<T>(make: (pool: JobPool) => T): Record<JobPool, T> {
  return { early: make('early'), first: make('first'), rest: make('rest') };
}
