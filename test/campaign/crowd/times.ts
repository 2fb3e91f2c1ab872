import { percentile } from '../../statistics.ts';
import { errands, type Errand, type Experience } from './honest-people.ts';

/** How long all calls of the API took, in milliseconds. */
export function callsOf({ tookMs: { segment: _segment, ...calls } }: Experience): number[] {
  return Object.values(calls).flat();
}

/** What was asked for at least once. */
export function errandsIn({ tookMs }: Experience): Errand[] {
  return errands.filter((errand) => tookMs[errand].length > 0);
}

/** How many, and the times that so large shares of them do not exceed. */
export function timesOf(tookMs: readonly number[], ...shares: number[]): string[] {
  if (tookMs.length === 0) return ['0', ...shares.map(() => '–')];
  return [String(tookMs.length), ...shares.map((share) => `${percentile(tookMs, share).toFixed(1)} ms`)];
}
