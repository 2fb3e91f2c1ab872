import { hourMs, NoPayload, type JobKindFacts } from '../job-kind.ts';

/** Work on assets and videos that nothing is made by. */
export const videosJobs = {
  /** Remove every byte of a deleted asset. The sweep would begin it anew, so that nobody ends it. */
  delete_asset: {
    ...{ subject: 'asset', payload: NoPayload, isCancellable: false, inOrderOfSubjects: false },
    ...{ pool: 'first', priority: 2000, maxFailures: 100, timeLimitMs: 24 * hourMs },
  },
} as const satisfies Record<string, JobKindFacts>;
