/** An exact fraction in lowest terms, such as a frame rate of 30000/1001. */
export interface Rational {
  /** Above the line; carries the sign. */
  num: number;
  /** Below the line; above 0. */
  den: number;
}

/** A fraction in lowest terms. Throws `RangeError` for parts that are no safe integers, or for `den` 0. */
export function rational(num: number, den = 1): Rational {
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den) || den === 0) {
    throw new RangeError(`${num}/${den} is not a fraction`);
  }
  const divisor = greatestCommonDivisor(Math.abs(num), Math.abs(den)) * Math.sign(den);
  return { num: num / divisor, den: den / divisor };
}

/** Reads `30000/1001`, `16:9` or `25`; null for anything else, and for zero above or below the line. */
export function parseRational(text: string): Rational | null {
  const match = /^(\d{1,15})(?:[/:](\d{1,15}))?$/.exec(text);
  if (match === null) return null;
  const num = Number(match[1]);
  const den = Number(match[2] ?? 1);
  return num === 0 || den === 0 ? null : rational(num, den);
}

/** The fraction as a decimal number, as near as a double can be. */
export function toNumber(value: Rational): number {
  return value.num / value.den;
}

/** As FFmpeg reads it: `30000/1001`, or `25` without a line. */
export function formatRational(value: Rational): string {
  return value.den === 1 ? String(value.num) : `${value.num}/${value.den}`;
}

/** Milliseconds of so many frames at this rate, rounded to the nearest. */
export function framesToMs(frames: number, rate: Rational): number {
  return Math.round((frames * 1000 * rate.den) / rate.num);
}

function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0 ? 1 : larger;
}
