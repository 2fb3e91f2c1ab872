import type { EditDocument, Track } from '../edit-document.ts';
import { sourceAt } from '../time/retime.ts';
import { curveAt } from '../time/speed-curve.ts';
import { speedPresets } from '../time/speed-presets.ts';
import { ticksPerSecond } from '../time/ticks.ts';
import type { Operation } from '../schema/operation.ts';
import type { Clip } from './clips.ts';
import { closesUp } from './project-edits.ts';

/** Speeds that people choose among, in quarters of that of the source. */
export const speedQuarters = [1, 2, 3, 4, 5, 6, 8, 12, 16] as const;

/** One of them. */
export type SpeedQuarter = (typeof speedQuarters)[number];

/** The speed of a clip; null: none of those that are offered. */
export function speedOf({ retime }: Pick<Clip, 'retime'>): SpeedQuarter | null {
  if (retime !== undefined && retime.kind !== 'constant') return null;
  const { num, den } = retime?.speed ?? { num: 1, den: 1 };
  return speedQuarters.find((each) => each * den === 4 * num) ?? null;
}

/** What gives a clip another speed; it keeps its direction, and whether its pitch changes. */
export function setSpeed(document: EditDocument, track: Track, clip: Clip, quarter: SpeedQuarter): Operation {
  const kept = keptOf(clip);
  const isPlain = quarter === 4 && kept.reversed !== true;
  const speed = { num: quarter, den: 4 };
  return {
    ...{ kind: 'retime', item: clip.id, ripple: closesUp(document, track) },
    retime: isPlain ? null : { kind: 'constant', speed, ...kept },
  };
}

/** The name of a speed curve. */
export type SpeedCurve = keyof typeof speedPresets;

/** Speed curves by name. */
export const speedCurves: readonly SpeedCurve[] = Object.keys(speedPresets) as SpeedCurve[]; // As: the keys of a constant of ours

/** The speed curve of a clip; null: none, or none that has a name. */
export function speedCurveOf({ retime }: Pick<Clip, 'retime'>): SpeedCurve | null {
  if (retime?.kind !== 'curve' || (retime.offset ?? 0) !== 0) return null;
  const written = JSON.stringify(retime.points);
  const length = retime.points.at(-1)?.at ?? 0;
  return speedCurves.find((name) => JSON.stringify(speedPresets[name](length)) === written) ?? null;
}

/**
 * What plays all of a clip's part of its source along a speed curve: the clip becomes longer or shorter by the curve's mean
 * speed. It keeps its direction, and whether its pitch changes.
 */
export function setSpeedCurve(
  document: EditDocument,
  track: Track,
  clip: Clip,
  curve: SpeedCurve,
): Operation {
  const played = Math.abs(sourceAt(clip, clip.duration) - sourceAt(clip, 0));
  const meanSpeed = curveAt(speedPresets[curve](ticksPerSecond), ticksPerSecond) / ticksPerSecond;
  const points = speedPresets[curve](Math.max(100, Math.floor(played / meanSpeed)));
  return {
    ...{ kind: 'retime', item: clip.id, ripple: closesUp(document, track) },
    retime: { kind: 'curve', points, ...keptOf(clip) },
  };
}

/** What stays when a clip gets another speed. */
function keptOf({ retime }: Clip): { reversed?: true; keepsPitch?: false } {
  if (retime === undefined || retime.kind === 'freeze') return {};
  return {
    ...(retime.reversed === true && { reversed: true }),
    ...(retime.keepsPitch === false && { keepsPitch: false }),
  };
}
