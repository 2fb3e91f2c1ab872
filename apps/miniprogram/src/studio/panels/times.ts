import { formatClock } from '@weireel/client';
import { ticksPerSecond } from '@weireel/edit';

/** A time of a film as a clock shows it, with tenths: `0:03.4`. */
export function tenthsOf(ticks: number): string {
  const tenths = Math.floor((ticks * 10) / ticksPerSecond);
  return `${formatClock(Math.floor(tenths / 10) * 1000)}.${tenths % 10}`;
}

/** A length in seconds with at most two places: `1.25`. */
export const secondsOf = (ticks: number): string => String(Math.round((ticks * 100) / ticksPerSecond) / 100);
