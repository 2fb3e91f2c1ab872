export { doneBy, requestOf } from './actor.ts';
export type { Actor } from './actor.ts';
export { cancelJobsAbout, deliver, enqueueJob, deliverNow, hasUnfinishedJob } from './enqueue.ts';
export type { NewJob } from './enqueue.ts';
export { listUndeliveredJobs, redeliverLostJobs } from './heartbeat.ts';
export {
  deleteOldJobs,
  findJob,
  findLatestJob,
  isRunning,
  isWorkedOn,
  listJobs,
  listUndoneOf,
} from './list.ts';
export { noteProgress } from './progress.ts';
export { countDeadJobs, listWorkers, readQueue } from './queue.ts';
export type { LivingWorker, PoolQueue, QueuedJob } from './queue.ts';
export { AttemptLostError, cancelJob, PostponeError, reviveJob } from './settle.ts';
export { startJobWorker } from './worker.ts';
export type {
  Attempt,
  FailureVerdict,
  JobHandler,
  JobHandlers,
  JobWorker,
  JobWorkerOptions,
} from './worker.ts';
