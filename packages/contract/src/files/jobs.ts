import { hourMs, NoPayload, type JobKindFacts } from '../job-kind.ts';

/** Work on files of people's own. */
export const filesJobs = {
  /** Check a file that somebody sent, and make of it what is drawn with. */
  check_file: {
    ...{ subject: 'asset', payload: NoPayload, isCancellable: true, inOrderOfSubjects: false },
    ...{ pool: 'first', priority: 700, maxFailures: 2, timeLimitMs: hourMs },
  },
} as const satisfies Record<string, JobKindFacts>;
