export { describeJobs } from './describe-jobs.ts';
export type { JobWithFacts } from './describe-jobs.ts';
export { listExperience } from './experience.ts';
export { isFirstPlayableDue } from './first-playable-due.ts';
export { progressChannel, readProgressNotice } from './progress.ts';
export type { ProgressNotice } from './progress.ts';
export { findStageProgress, insertStages, listStages, setStage, setStageProgress } from './stages.ts';
export type { JobRow, StageRow } from './tables.ts';
