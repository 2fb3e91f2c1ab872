export { describeSandboxGap, isSandboxGap } from './sandbox-gaps.ts';
export type { SandboxGap } from './sandbox-gaps.ts';
export {
  AdminHealth,
  HealthWarning,
  Job,
  JobError,
  JobQueue,
  JobState,
  JobUsage,
  WorkerReplacement,
} from './shapes.ts';
