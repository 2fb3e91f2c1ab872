import { parseRational, rational, toNumber, type Rational } from './rational.ts';

/** Rates that cameras and films use; a measured rate very near to one of them means that one. */
const standardRates = [
  rational(24000, 1001),
  rational(24),
  rational(25),
  rational(30000, 1001),
  rational(30),
  rational(48),
  rational(50),
  rational(60000, 1001),
  rational(60),
];

/** Whole rates to choose from when the source has no constant one. */
const wholeRates = [24, 25, 30, 50, 60];

/** Highest rate that is given out. */
const highestRate = 60;

/**
 * Lowest rate that is given out. Slides and time lapses have less, but segments begin with a picture and end with
 * one, and the sound ends where it likes: each picture is shown several times instead, which costs hardly a bit.
 */
const lowestRate = 10;

/** Snaps to the standard rate within 0.03 %, which tells 29.97 from 30 (0.1 % apart); null when none is that near. */
export function snapFrameRate(rate: Rational): Rational | null {
  const value = toNumber(rate);
  return standardRates.find((standard) => Math.abs(toNumber(standard) / value - 1) < 0.0003) ?? null;
}

/** The two rates that ffprobe tells. */
export interface MeasuredRates {
  /** Frames over duration (`avg_frame_rate`); null when unknown. */
  average: Rational | null;
  /** Lowest rate that can tell all times exactly (`r_frame_rate`); null when unknown. */
  base: Rational | null;
}

/** Whether the distance between frames varies: the average is more than 1 % off the base rate. */
export function isVariableFrameRate({ average, base }: MeasuredRates): boolean {
  if (average === null || base === null) return false;
  return Math.abs(toNumber(average) / toNumber(base) - 1) > 0.01;
}

/**
 * Constant rate to encode at, from 10 to 60. Constant sources keep theirs (12.5 stays 12.5), or a multiple of it
 * (one picture in 8 s becomes 10 a second). Variable ones get the
 * base rate when that is a standard one near the average (a phone that dropped frames), otherwise the whole
 * rate of 24, 25, 30, 50 or 60 nearest to the average; below 20, where screens stand still, 30.
 */
export function chooseFrameRate(rates: MeasuredRates): Rational {
  const rate = nearestRate(rates);
  const times = Math.ceil(lowestRate / toNumber(rate));
  return times > 1 ? rational(rate.num * times, rate.den) : rate;
}

function nearestRate(rates: MeasuredRates): Rational {
  const average = rates.average ?? rates.base;
  if (average === null) return rational(30);
  const value = toNumber(average);
  if (isVariableFrameRate(rates)) {
    const base = rates.base === null ? null : snapFrameRate(rates.base);
    if (base !== null && toNumber(base) <= highestRate && value > 0.8 * toNumber(base)) return base;
    return value < 20 ? rational(30) : nearestWhole(value);
  }
  const snapped = snapFrameRate(average) ?? (rates.base === null ? null : snapFrameRate(rates.base));
  if (snapped !== null) return snapped;
  if (value > highestRate) return halveToLimit(average);
  // A base with small terms (25/2, 179/6) is the true rate; an average is often off by its last frame.
  const exact = rates.base ?? average;
  return exact.den <= 1001 && toNumber(exact) <= highestRate ? exact : nearestWhole(value);
}

/** 120 becomes 60 and 119.88 becomes 59.94, so that every second picture is dropped evenly. */
function halveToLimit(rate: Rational): Rational {
  let halved = rate;
  while (toNumber(halved) > highestRate * 1.0003) halved = rational(halved.num, halved.den * 2);
  return snapFrameRate(halved) ?? nearestWhole(toNumber(halved));
}

function nearestWhole(value: number): Rational {
  const distance = (rate: number) => Math.abs(rate - value);
  return rational(wholeRates.reduce((best, rate) => (distance(rate) < distance(best) ? rate : best)));
}

/** Reads a rate as ffprobe writes it; null for `0/0` and rates beyond reason (above 1000 still counts as a base). */
export function parseFrameRate(text: unknown): Rational | null {
  return typeof text === 'string' ? parseRational(text) : null;
}
