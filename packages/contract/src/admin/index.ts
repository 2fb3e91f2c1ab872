export {
  AdminHealth,
  Job,
  JobError,
  JobPool,
  JobQueue,
  JobState,
  JobUsage,
  WorkerReplacement,
} from './shapes.ts';
