import { bestLag } from './best-lag.ts';
import { soundsPerSecond, type ClipMeasures } from './measure-clip.ts';

/** How much later than in the source the sound comes, in milliseconds. Both are counted from the beginning of their file. */
export function soundLagMs(source: ClipMeasures, shown: ClipMeasures): number {
  const before = Float64Array.from(source.sound);
  const after = Float64Array.from(shown.sound);
  const reach = soundsPerSecond / 10;
  const end = Math.min(before.length, after.length) - reach;
  const unlikeness = (lag: number): number => {
    let sum = 0;
    for (let n = reach; n < end; n += 1) sum -= (before[n] ?? 0) * (after[n + lag] ?? 0);
    return sum;
  };
  return (bestLag(reach, unlikeness) * 1000) / soundsPerSecond;
}
