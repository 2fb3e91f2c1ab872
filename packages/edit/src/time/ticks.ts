/**
 * The one unit of time in an edit document: 1/705 600 000 s. Frames of 23.976, 24, 25, 29.97, 30, 50, 59.94, 60 and
 * 120 fps and samples of 16, 22.05, 32, 44.1, 48 and 96 kHz are whole numbers of it, and 147 days of it are a safe
 * integer.
 */
export const ticksPerSecond = 705_600_000;

/** A rate of so many things in a second, as a fraction: 30000/1001 frames, 48000/1 samples. */
export interface Rate {
  /** Above the line. */
  num: number;
  /** Below the line. */
  den: number;
}

/** Ticks that one frame lasts; null for a rate whose frames are no whole number of ticks. */
export function frameTicks(rate: Rate): number | null {
  const ticks = (ticksPerSecond * rate.den) / rate.num;
  return Number.isSafeInteger(ticks) && ticks > 0 ? ticks : null;
}

/**
 * Ticks that one frame lasts.
 *
 * @throws RangeError for a rate whose frames are no whole number of ticks, which validation refuses
 */
export function exactFrameTicks(rate: Rate): number {
  const ticks = frameTicks(rate);
  if (ticks === null) throw new RangeError(`${rate.num}/${rate.den} frames per second fit no tick`);
  return ticks;
}

/** Whole times that `divisor` goes into `value`, towards minus infinity; exact for safe integers. */
export function floorDivide(value: number, divisor: number): number {
  // A division of doubles may round up to the next whole number; a remainder is always exact.
  const remainder = value % divisor;
  // `+ 0` makes a 0 of -0, which is another value to those who compare documents.
  return (value - remainder) / divisor - (remainder < 0 ? 1 : 0) + 0;
}

/** As `floorDivide`, towards plus infinity. */
export function ceilDivide(value: number, divisor: number): number {
  return -floorDivide(-value, divisor) + 0;
}

/** Ticks of a time in seconds, rounded to the nearest. */
export function ticksOfSeconds(seconds: number): number {
  return Math.round(seconds * ticksPerSecond);
}

/** Ticks of a time in milliseconds, which are a whole number of ticks. */
export function ticksOfMs(ms: number): number {
  return ms * (ticksPerSecond / 1000);
}

/** The nearest edge of a frame: editors lay the edges of what is seen there. */
export function snapToFrame(ticks: number, rate: Rate): number {
  const length = exactFrameTicks(rate);
  return floorDivide(ticks + floorDivide(length, 2), length) * length;
}
