import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRetime } from '../testing/any-document.ts';
import { seconds } from '../testing/sample-document.ts';
import { beginLater, isReversed, localOf, sourceAt, speedAt } from './retime.ts';
import { sourceFrameAt } from './source-frame.ts';
import { type SpeedPoint, curveAt, curveInverse } from './speed-curve.ts';
import { speedPresets } from './speed-presets.ts';
import {
  ceilDivide,
  exactFrameTicks,
  floorDivide,
  frameTicks,
  snapToFrame,
  ticksPerSecond,
} from './ticks.ts';

const film = { duration: seconds(10), fps: { num: 30, den: 1 } };
const frame = exactFrameTicks(film.fps);
const anyTime = fc.integer({ min: -seconds(8), max: seconds(8) });

describe('ticks', () => {
  it('hold five minutes of any usual rate without drift (DOC-1)', () => {
    for (const [num, den] of [
      [24_000, 1001],
      [30_000, 1001],
      [60_000, 1001],
      [25, 1],
    ] as const) {
      const ticks = frameTicks({ num, den });
      const frames = Math.round((300 * num) / den);
      expect((ticks ?? 0) * frames * num).toBe(ticksPerSecond * den * frames);
    }
    for (const hertz of [16_000, 22_050, 44_100, 48_000, 96_000]) expect(ticksPerSecond % hertz).toBe(0);
  });

  it('are divided exactly, down and up', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 2 ** 40 }), (value, divisor) => {
        const [down, up] = [floorDivide(value, divisor), ceilDivide(value, divisor)];
        const [exact, by] = [BigInt(value), BigInt(divisor)];
        expect(BigInt(down) * by <= exact && exact < BigInt(down) * by + by).toBe(true);
        expect(BigInt(up) * by >= exact && exact > BigInt(up) * by - by).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it('are laid on the nearest edge of a frame', () => {
    expect(snapToFrame(frame * 3 + 1, film.fps)).toBe(frame * 3);
    expect(snapToFrame(frame * 3 - frame / 2, film.fps)).toBe(frame * 3);
    expect(snapToFrame(frame * 3 - frame / 2 - 1, film.fps)).toBe(frame * 2);
  });
});

describe('the time of a source under a clip', () => {
  const shown = (retime: object, count: number) =>
    Array.from({ length: count }, (_, index) =>
      sourceFrameAt({ sourceIn: frame * 100, ...retime }, film, index * frame),
    );

  it('passes frame by frame, and backwards the same in the other order (EVL-2)', () => {
    const forwards = shown({}, 50);
    expect(forwards).toEqual(Array.from({ length: 50 }, (_, index) => 100 + index));
    const backwards = shown({ retime: { kind: 'constant', speed: { num: 1, den: 1 }, reversed: true } }, 50);
    expect(backwards).toEqual(Array.from({ length: 50 }, (_, index) => 99 - index));
  });

  it('shows each frame as often as its speed says (EVL-2)', () => {
    const half = { retime: { kind: 'constant', speed: { num: 1, den: 2 } } };
    expect(shown(half, 6)).toEqual([100, 100, 101, 101, 102, 102]);
    const triple = { retime: { kind: 'constant', speed: { num: 3, den: 1 } } };
    expect(shown(triple, 4)).toEqual([100, 103, 106, 109]);
    const twoThirds = { retime: { kind: 'constant', speed: { num: 2, den: 3 } } };
    expect(shown(twoThirds, 6)).toEqual([100, 100, 101, 102, 102, 103]);
    expect(shown({ retime: { kind: 'freeze' } }, 3)).toEqual([100, 100, 100]);
  });

  it.each([
    [1, 2],
    [2, 3],
    [7, 3],
    [1, 10],
  ])('shows the mirror image backwards, at a speed of %i/%i (EVL-2)', (num, den) => {
    const speed = { num, den };
    const [first, span] = [100, num * 4];
    const forwards = shown({ retime: { kind: 'constant', speed } }, den * 4);
    const late = frame * (first + span);
    const backwards = shown({ sourceIn: late, retime: { kind: 'constant', speed, reversed: true } }, den * 4);
    expect(backwards).toEqual(forwards.map((each) => 2 * first + span - 1 - each));
  });

  it('holds the edge frame where the source has none (EVL-2)', () => {
    expect(sourceFrameAt({ sourceIn: 0 }, film, -frame)).toBe(0);
    expect(sourceFrameAt({ sourceIn: film.duration - frame }, film, 5 * frame)).toBe(299);
    const reversed = { kind: 'constant', speed: { num: 1, den: 1 }, reversed: true } as const; // as: literal
    expect(sourceFrameAt({ sourceIn: frame, retime: reversed }, film, 5 * frame)).toBe(0);
  });

  it('never runs against the direction of play (EVL-3, GOAL-5)', () => {
    fc.assert(
      fc.property(anyRetime, anyTime, fc.nat(seconds(1)), (retime, at, later) => {
        const clip = { sourceIn: seconds(100), retime };
        const [first, second] = [sourceAt(clip, at), sourceAt(clip, at + later)];
        expect(isReversed(clip) ? first >= second : second >= first).toBe(true);
        expect(Number.isSafeInteger(first)).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it('is reached first when its inverse says (EVL-3)', () => {
    fc.assert(
      fc.property(anyRetime, anyTime, (retime, at) => {
        fc.pre(retime.kind !== 'freeze');
        const clip = { sourceIn: seconds(100), retime };
        const source = sourceAt(clip, at);
        const local = localOf(clip, source) ?? NaN;
        const hasReached = (ticks: number) =>
          isReversed(clip) ? sourceAt(clip, ticks) <= source : sourceAt(clip, ticks) >= source;
        expect(local).toBeLessThanOrEqual(at);
        expect(hasReached(local)).toBe(true);
        expect(hasReached(local - 1)).toBe(false);
      }),
      { seed: 1 },
    );
  });

  it('is the exact integral of a speed curve (EVL-3)', () => {
    const ramp: SpeedPoint[] = [
      { at: 0, speed: { num: 1, den: 1 } },
      { at: seconds(2), speed: { num: 3, den: 1 } },
    ];
    // 1·t + t²/2 seconds
    expect(curveAt(ramp, seconds(1))).toBe(seconds(1.5));
    expect(curveAt(ramp, seconds(2))).toBe(seconds(4));
    expect(curveAt(ramp, seconds(3))).toBe(seconds(7));
    expect(curveAt(ramp, -seconds(1))).toBe(-seconds(1));
    expect(curveInverse(ramp, seconds(4))).toBe(seconds(2));
    // A long way from zero the integral still adds up, where doubles have lost the last ticks.
    expect(curveAt(ramp, seconds(500) + 1) - curveAt(ramp, seconds(500))).toBe(3);
    const flat: SpeedPoint[] = [
      { at: 0, speed: { num: 2, den: 3 } },
      { at: 7, speed: { num: 2, den: 3 } },
    ];
    for (let at = -20; at < 40; at += 1) expect(curveAt(flat, at)).toBe(floorDivide(2 * at, 3));
  });

  it('is what a sum over small steps comes to, for every preset (EVL-3, GOAL-5)', () => {
    for (const preset of Object.values(speedPresets)) {
      const points = preset(seconds(4));
      const steps = 4000;
      let sum = 0;
      for (let step = 0; step < steps; step += 1) {
        const middle = ((step + 0.5) * seconds(4)) / steps;
        sum += (speedAt({ sourceIn: 0, retime: { kind: 'curve', points } }, middle) * seconds(4)) / steps;
      }
      expect(Math.abs(curveAt(points, seconds(4)) - sum)).toBeLessThan(seconds(0.001));
      expect(points[0]?.at).toBe(0);
    }
  });

  it('stays what it was when a clip begins later or earlier (EVL-4)', () => {
    fc.assert(
      fc.property(fc.option(anyRetime, { nil: undefined }), anyTime, anyTime, (retime, by, at) => {
        const clip = { sourceIn: seconds(100), ...(retime !== undefined && { retime }) };
        const later = beginLater(clip, by);
        expect(sourceAt(later, at - by)).toBe(sourceAt(clip, at));
        expect(sourceFrameAt(later, film, at - by)).toBe(sourceFrameAt(clip, film, at));
      }),
      { seed: 1 },
    );
  });
});
