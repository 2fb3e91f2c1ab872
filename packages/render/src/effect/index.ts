export { effectSteps } from './effect-steps.ts';
export type { EffectStep } from './effect-steps.ts';
export { sampleSteps } from './sample-steps.ts';
export type { SampledPicture } from './sample-steps.ts';
