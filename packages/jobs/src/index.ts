export { cancelJobsOfAsset, deliver, enqueueJob, hasUnfinishedJob } from './enqueue.ts';
export type { NewJob } from './enqueue.ts';
export { listUndeliveredJobs, redeliverLostJobs } from './heartbeat.ts';
export { isJobKind, jobKinds } from './kinds.ts';
export type { JobKind, JobKindFacts, JobPool } from './kinds.ts';
export { deleteOldJobs, findJob, isWorkedOn, listJobs } from './list.ts';
export { AttemptLostError, PostponeError, reviveJob } from './settle.ts';
export { startJobWorker } from './worker.ts';
export type { Attempt, FailureVerdict, JobHandler, JobWorker, JobWorkerOptions } from './worker.ts';
