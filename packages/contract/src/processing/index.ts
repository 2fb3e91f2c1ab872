export { Failure, Stage, StageName, StageState } from './shapes.ts';
