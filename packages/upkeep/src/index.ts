export { orphanBlobs, sweep } from './sweep.ts';
export type { SweepOptions, SweepReport } from './sweep.ts';
