export { cancelJob } from './cancel-job.ts';
export { failProcessing } from './fail-processing.ts';
export { failRender } from './fail-render.ts';
export { isProcessing } from './is-processing.ts';
export { processAgain, reprocessAsset } from './process-again.ts';
export { estimateRemaining, queueWait, usualOf } from './remaining.ts';
export type { Estimate, EstimateInput, Experience, StageFactsForEstimate, UsualMs } from './remaining.ts';
export { retryJob } from './retry-job.ts';
export { madeStages, stagesOfOrigin } from './stages-of-origin.ts';
