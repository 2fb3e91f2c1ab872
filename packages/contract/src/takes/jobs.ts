import { hourMs, NoPayload, type JobKindFacts } from '../job-kind.ts';

/** Work on takes. */
export const takesJobs = {
  /** Join the takes that an asset is to be made of; it is about that asset. Somebody waits for it. */
  join_takes: {
    ...{ subject: 'asset', payload: NoPayload, isCancellable: true, inOrderOfSubjects: false },
    ...{ pool: 'rest', priority: 2000, maxFailures: 4, timeLimitMs: 24 * hourMs },
  },
} as const satisfies Record<string, JobKindFacts>;
