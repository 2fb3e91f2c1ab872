import { hourMs, NoPayload, type JobKindFacts } from '../job-kind.ts';

/** Work on projects. */
export const projectsJobs = {
  /** Make the film that an asset of origin `render` is to be; it is about that asset. */
  render: {
    ...{ subject: 'asset', payload: NoPayload, isCancellable: true, inOrderOfSubjects: false },
    ...{ pool: 'rest', priority: 3000, maxFailures: 4, timeLimitMs: 24 * hourMs },
  },
} as const satisfies Record<string, JobKindFacts>;
