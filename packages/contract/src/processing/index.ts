export { processingKinds } from './jobs.ts';
export { Failure, Stage, StageName, StageState } from './shapes.ts';
