export { listExperience } from './experience.ts';
export { insertStages, listStages, setStage, setStageProgress } from './stages.ts';
export type { JobRow, StageRow } from './tables.ts';
