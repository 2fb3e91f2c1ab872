import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyShare } from '../testing/any-document.ts';
import { seconds } from '../testing/sample-document.ts';
import { cubicBezier } from './cubic-bezier.ts';
import { keysWithin, shiftKeys, valueAt } from './value-at.ts';

describe('the value of a property', () => {
  it('is kept, goes straight or eases between key frames (EVL-5, GOAL-26)', () => {
    const property = {
      keys: [
        { at: 10, value: 1, ease: 'hold' as const }, // as: literal
        { at: 20, value: 2 },
        { at: 30, value: 4, ease: { bezier: [0.42, 0, 0.58, 1] as [number, number, number, number] } }, // as: a tuple
        { at: 40, value: 0 },
      ],
    };
    const at = (local: number) => valueAt(property, local);
    expect([-5, 10, 19, 20, 25, 30, 35, 40, 99].map(at)).toEqual([1, 1, 1, 2, 3, 4, 2, 0, 0]);
    expect(at(32)).toBeCloseTo(4 - 4 * 0.0816, 2);
    expect(valueAt(7, 3)).toBe(7);
  });

  it('eases as browsers do (EVL-5, GOAL-26)', () => {
    // Values of CSS’s `ease` as Chromium gives them.
    const ease = [0.25, 0.1, 0.25, 1] as const; // as: a tuple
    for (const [x, y] of [
      [0.25, 0.4085],
      [0.5, 0.8024],
      [0.75, 0.9605],
    ] as const) {
      expect(cubicBezier(ease, x)).toBeCloseTo(y, 3);
    }
    expect(cubicBezier([0, 0, 1, 1], 0.3)).toBeCloseTo(0.3, 12);
    expect(cubicBezier([0.5, -2, 0.5, 3], 0.2)).toBeLessThan(0);
    expect([cubicBezier(ease, -1), cubicBezier(ease, 0), cubicBezier(ease, 1), cubicBezier(ease, 2)]).toEqual(
      [0, 0, 1, 1],
    );
  });

  it('is the same for an item that begins later, and without key frames that do not matter (EVL-5)', () => {
    const time = fc.integer({ min: -seconds(2), max: seconds(9) });
    fc.assert(
      fc.property(anyShare, time, time, (property, by, at) => {
        expect(valueAt(shiftKeys(property, by), at - by)).toBe(valueAt(property, at));
        const [from, to] = [Math.min(by, at), Math.max(by, at)];
        const pruned = keysWithin(property, from, to);
        for (const local of [from, Math.floor((from + to) / 2), to]) {
          expect(valueAt(pruned, local)).toBe(valueAt(property, local));
        }
      }),
      { seed: 1 },
    );
  });
});
