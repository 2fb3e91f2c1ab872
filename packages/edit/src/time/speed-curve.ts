import type { Speed } from '../schema/clip.ts';

/** A speed at a time; between two of them it changes evenly. */
export interface SpeedPoint {
  /** Ticks from where the curve begins. */
  at: number;
  /** Source time for each tick. */
  speed: Speed;
}

/** An exact fraction; `den` is above 0. */
interface Fraction {
  num: bigint;
  den: bigint;
}

/**
 * Source ticks that have passed at a time of a curve, rounded down: the integral of the speed. Between two points
 * speed is a straight line, so the integral is v·t + (w - v)·t² / 2L, which is computed in whole numbers. Before the
 * first point and after the last their speeds are kept.
 *
 * @param points at least one, the first at 0, in the order of their times
 */
export function curveAt(points: readonly SpeedPoint[], at: number): number {
  let passed: Fraction = { num: BigInt(0), den: BigInt(1) };
  for (const [index, point] of points.entries()) {
    const next = points[index + 1];
    if (next === undefined || at < next.at) return toTicks(add(passed, within(point, next, at - point.at)));
    passed = add(passed, within(point, next, next.at - point.at));
  }
  return 0;
}

/**
 * The first tick of a curve at which so many ticks of the source have passed.
 *
 * @param points as for `curveAt`
 */
export function curveInverse(points: readonly SpeedPoint[], passed: number): number {
  // Speeds are from 1/10 to 10, so the answer is no farther than ten times the distance.
  let [low, high] = passed < 0 ? [passed * 10 - 10, 0] : [-1, passed * 10 + 10];
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (curveAt(points, middle) >= passed) high = middle;
    else low = middle;
  }
  return high;
}

/** What passes in the first `ticks` after a point. */
function within({ at, speed }: SpeedPoint, next: SpeedPoint | undefined, ticks: number): Fraction {
  const t = BigInt(ticks);
  const even = { num: t * BigInt(speed.num), den: BigInt(speed.den) };
  if (next === undefined || ticks < 0) return even;
  const rise = add(toFraction(next.speed), { num: BigInt(-speed.num), den: BigInt(speed.den) });
  return add(even, { num: rise.num * t * t, den: rise.den * BigInt(2) * BigInt(next.at - at) });
}

function toFraction({ num, den }: Speed): Fraction {
  return { num: BigInt(num), den: BigInt(den) };
}

function add(a: Fraction, b: Fraction): Fraction {
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

function toTicks({ num, den }: Fraction): number {
  const whole = num / den;
  return Number(num < BigInt(0) && whole * den !== num ? whole - BigInt(1) : whole);
}
