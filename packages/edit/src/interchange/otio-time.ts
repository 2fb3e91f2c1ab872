import { type Rate, exactFrameTicks, frameTicks, ticksPerSecond } from '../time/ticks.ts';
import { type JsonObject, isJsonObject } from '../validation/json-schema.ts';

/** Rates that other programs write as a rounded decimal number. */
const usualRates: Rate[] = [
  ...[24_000, 30_000, 60_000, 120_000].map((num) => ({ num, den: 1001 })),
  ...[24, 25, 30, 48, 50, 60, 100, 120].map((num) => ({ num, den: 1 })),
];

/** The rate that a decimal number stands for: 23.976 is 24000/1001. Null for one whose frames are no whole ticks. */
export function rateOf(decimal: number): Rate | null {
  const usual = usualRates.find(({ num, den }) => Math.abs(num / den - decimal) < 0.005);
  if (usual !== undefined) return usual;
  return Number.isSafeInteger(decimal) && decimal > 0 && frameTicks({ num: decimal, den: 1 }) !== null
    ? { num: decimal, den: 1 }
    : null;
}

/** A time as OTIO has it: so many frames, perhaps with a fraction, of a rate. */
export function rationalTime(ticks: number, rate: Rate): JsonObject {
  const value = ticks / exactFrameTicks(rate);
  return { OTIO_SCHEMA: 'RationalTime.1', rate: rate.num / rate.den, value };
}

/** A range as OTIO has it. */
export function timeRange(start: number, duration: number, rate: Rate): JsonObject {
  return {
    OTIO_SCHEMA: 'TimeRange.1',
    start_time: rationalTime(start, rate),
    duration: rationalTime(duration, rate),
  };
}

/** Ticks of a `RationalTime`, to the nearest; null for anything else. */
export function ticksOf(time: unknown): number | null {
  if (!isJsonObject(time) || typeof time.value !== 'number' || typeof time.rate !== 'number') return null;
  if (!(time.rate > 0)) return null;
  const rate = rateOf(time.rate);
  const ticks = Math.round(
    rate === null ? (time.value * ticksPerSecond) / time.rate : time.value * exactFrameTicks(rate),
  );
  return Number.isSafeInteger(ticks) ? ticks + 0 : null;
}

/** Start and duration of a `TimeRange`; null for anything else. */
export function rangeOf(range: unknown): { start: number; duration: number } | null {
  if (!isJsonObject(range)) return null;
  const [start, duration] = [ticksOf(range.start_time), ticksOf(range.duration)];
  return start === null || duration === null ? null : { start, duration };
}
