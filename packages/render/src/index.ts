export { frameRunOf } from './frame-run.ts';
export type { FrameRun } from './frame-run.ts';
export { joinArguments, segmentArguments } from './segment-arguments.ts';
export type { PictureFormat, SourceFile } from './segment-arguments.ts';
