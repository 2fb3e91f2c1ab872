import { hourMs, NoPayload, type JobKindFacts } from '../job-kind.ts';

/** Work on what people show of themselves. */
export const peopleJobs = {
  /** Make an avatar of the picture that a person has sent, and remove pictures of theirs that nobody sees any more. */
  update_avatar: {
    ...{ subject: 'person', payload: NoPayload, isCancellable: false, inOrderOfSubjects: false },
    ...{ pool: 'first', priority: 0, maxFailures: 4, timeLimitMs: hourMs },
  },
} as const satisfies Record<string, JobKindFacts>;
