import { hourMs, NoPayload, type JobKindFacts } from '../job-kind.ts';

/** Work on what people show of themselves. */
export const peopleJobs = {
  /** Make an avatar of the picture that a person has sent, and remove pictures of theirs that nobody sees any more. */
  update_avatar: {
    ...{ subject: 'person', payload: NoPayload, isCancellable: false, inOrderOfSubjects: false },
    ...{ pool: 'first', priority: 0, maxFailures: 4, timeLimitMs: hourMs },
  },
  /** Mail the link that somebody asked for. What it says of whom stands in the mail's row, and goes with it. */
  send_mail: {
    ...{ subject: 'mail', payload: NoPayload, isCancellable: false, inOrderOfSubjects: false },
    // Waits for another server, as little else does that people wait for.
    ...{ pool: 'early', priority: 0, maxFailures: 10, timeLimitMs: hourMs / 30 },
  },
} as const satisfies Record<string, JobKindFacts>;
