export { AdminHealth, Job, JobError, JobPool, JobQueue, JobState, JobUsage } from './shapes.ts';
