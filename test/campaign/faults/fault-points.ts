import type { StageName } from '@weireel/contract';
import type { FaultClips } from './fault-clips.ts';

/** When something goes wrong. */
export interface FaultPoint {
  /** A stage of the pipeline, the answer to a complete upload, or a deletion. */
  moment: StageName | 'complete' | 'delete';
  /** What is published. */
  clip: keyof FaultClips;
}

/** What is killed: one process, the server alone, or the server with everything below it as by a power cut. */
export const killTargets = ['worker', 'ffmpeg', 'database', 'server', 'everything'] as const;

/** What is killed. */
export type KillTarget = (typeof killTargets)[number];

/** Every moment of an upload's life at which something can go wrong. */
export const faultPoints: FaultPoint[] = [
  { moment: 'upload', clip: 'parts' },
  { moment: 'complete', clip: 'parts' },
  { moment: 'probe', clip: 'copied' },
  { moment: 'first_playable', clip: 'copied' },
  { moment: 'first_playable', clip: 'encoded' },
  { moment: 'poster', clip: 'encoded' },
  { moment: 'ladder', clip: 'copied' },
  { moment: 'ladder', clip: 'encoded' },
  { moment: 'progressive', clip: 'copied' },
  { moment: 'progressive', clip: 'encoded' },
  { moment: 'derived', clip: 'encoded' },
  { moment: 'delete', clip: 'encoded' },
];

const withoutFfmpeg = new Set<FaultPoint['moment']>(['upload', 'complete', 'delete']);

/** Every process at every moment at which it works. */
export const killMatrix = faultPoints.flatMap((point) =>
  killTargets
    .filter((target) => target !== 'ffmpeg' || !withoutFfmpeg.has(point.moment))
    .map((target) => ({ ...point, target })),
);
