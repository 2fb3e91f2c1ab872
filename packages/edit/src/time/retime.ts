import type { Clip, Retime, Speed } from '../schema/clip.ts';
import { ceilDivide, floorDivide } from './ticks.ts';
import { curveAt, curveInverse } from './speed-curve.ts';

/** What of a clip decides which time of its source it shows. */
export type ClipTiming = Pick<Clip, 'sourceIn' | 'retime'>;

/** Whether the source runs backwards under a clip. */
export function isReversed({ retime }: ClipTiming): boolean {
  return retime !== undefined && retime.kind !== 'freeze' && retime.reversed === true;
}

/**
 * Which tick of its source a clip shows, so many ticks after its start: also before it and after its end, for
 * transitions. May lie outside the source. Exact, and rounded down in the direction of play: what a frame covers
 * begins with the tick that is answered (forwards), or ends with it (reversed).
 */
export function sourceAt(clip: ClipTiming, local: number): number {
  const { sourceIn, retime } = clip;
  if (retime === undefined) return sourceIn + local;
  if (retime.kind === 'freeze') return sourceIn;
  const passed = passedAt(retime, local + (retime.offset ?? 0));
  return retime.reversed === true ? sourceIn - passed : sourceIn + passed;
}

/**
 * The first tick after a clip's start (before it where negative) at which the source has come so far: the inverse of
 * `sourceAt`. Null for a frozen clip.
 */
export function localOf(clip: ClipTiming, source: number): number | null {
  const { sourceIn, retime } = clip;
  if (retime === undefined) return source - sourceIn;
  if (retime.kind === 'freeze') return null;
  const passed = retime.reversed === true ? sourceIn - source : source - sourceIn;
  return reachedAt(retime, passed) - (retime.offset ?? 0);
}

/** Speed so many ticks after a clip's start, as a number for people and for sound; 0 for a frozen clip. */
export function speedAt({ retime }: ClipTiming, local: number): number {
  if (retime === undefined) return 1;
  if (retime.kind === 'freeze') return 0;
  if (retime.kind === 'constant') return retime.speed.num / retime.speed.den;
  const at = local + (retime.offset ?? 0);
  const next = retime.points.findIndex((point) => point.at > at);
  const [before, after] = [
    retime.points.at(next === -1 ? -1 : Math.max(0, next - 1)),
    retime.points.at(next),
  ];
  if (before === undefined || after === undefined || after.at === before.at) return ratioOf(before?.speed);
  const share = (at - before.at) / (after.at - before.at);
  return ratioOf(before.speed) + (ratioOf(after.speed) - ratioOf(before.speed)) * Math.max(0, share);
}

/**
 * The same clip, begun so many ticks later (earlier where negative): the source it shows at any time of the timeline
 * stays what it was.
 */
export function beginLater<T extends ClipTiming>(clip: T, ticks: number): T {
  const { retime } = clip;
  if (ticks === 0) return clip;
  if (retime === undefined) return { ...clip, sourceIn: clip.sourceIn + ticks };
  if (retime.kind === 'freeze') return clip;
  const { offset: former = 0, ...rest } = retime;
  const offset = former + ticks;
  return { ...clip, retime: offset === 0 ? rest : { ...rest, offset } };
}

type Running = Exclude<Retime, { kind: 'freeze' }>;

function passedAt(retime: Running, at: number): number {
  if (retime.kind === 'curve') return curveAt(retime.points, at);
  const { num, den } = retime.speed;
  const product = at * num;
  if (Number.isSafeInteger(product)) return floorDivide(product, den);
  const [exact, divisor] = [BigInt(at) * BigInt(num), BigInt(den)];
  return Number(exact / divisor) - (exact < BigInt(0) && exact % divisor !== BigInt(0) ? 1 : 0);
}

function reachedAt(retime: Running, passed: number): number {
  if (retime.kind === 'curve') return curveInverse(retime.points, passed);
  const { num, den } = retime.speed;
  const product = passed * den;
  if (Number.isSafeInteger(product)) return ceilDivide(product, num);
  // Sources may be long: the product may be none that a double can hold. Phones know no literals of such numbers.
  const [needed, divisor] = [BigInt(passed) * BigInt(den), BigInt(num)];
  const whole = needed / divisor;
  return Number(whole * divisor < needed ? whole + BigInt(1) : whole);
}

function ratioOf(speed: Speed | undefined): number {
  return speed === undefined ? 1 : speed.num / speed.den;
}
