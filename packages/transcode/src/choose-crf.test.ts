import { describe, expect, test } from 'vitest';
import { chooseCrf } from './choose-crf.ts';

/** Bits that the largest rendition needs, from nothing to more than any network carries. */
const bitrates = [0, 1, 150_000, 400_000, 700_000, 1_000_000, 1_400_000, 2_000_000, 6_000_000, 1e9];
/** From noise to a still screen. */
const likenesses = [5, 12, 14, 15, 16, 17, 18, 20, 24, 60];

describe('chooseCrf', () => {
  test.each([
    ['a usual clip', 16, 1_000_000, 23],
    ['one that needs twice the bits', 16, 2_000_000, 26],
    ['one that needs fewer', 18, 750_000, 24],
    ['one that comes out a decibel better', 17, 1_000_000, 24],
    ['a small hand-held one, which comes out badly and costs little', 14.3, 1_050_000, 22],
    ['a large one with sensor noise, which costs much', 14.3, 3_900_000, 26],
    ['a large one that comes out badly all the same', 11, 3_000_000, 23],
    ['a small one whose background stands still, which is to be had for nothing', 20.6, 280_000, 22],
    ['a recording of a large screen', 23.9, 440_000, 26],
  ])('chooses the CRF of %s', (_, ssimDb, bitrateBps, crf) => {
    expect(chooseCrf({ ssimDb }, bitrateBps)).toBe(crf);
  });

  test('takes what could not be measured for usual', () => {
    expect(chooseCrf({ ssimDb: null }, null)).toBe(23);
    expect(chooseCrf({ ssimDb: 17.5 }, null)).toBe(24.5);
    expect(chooseCrf({ ssimDb: null }, 1_500_000)).toBe(25);
  });

  test('never gives more bits to a clip because it needs more, nor fewer because it comes out worse', () => {
    const table = likenesses.map((ssimDb) => bitrates.map((bitrateBps) => chooseCrf({ ssimDb }, bitrateBps)));
    const ascending = (crfs: readonly number[]) => crfs.toSorted((a, b) => a - b);
    for (const row of table) expect(row).toEqual(ascending(row));
    for (const n of bitrates.keys()) {
      const column = table.map((row) => row[n] ?? NaN);
      expect(column).toEqual(ascending(column));
    }
  });

  test('stays between what is hardly better and what is hardly good enough, in halves', () => {
    for (const ssimDb of likenesses) {
      for (const bitrateBps of bitrates) {
        const crf = chooseCrf({ ssimDb }, bitrateBps);
        expect(crf).toBeGreaterThanOrEqual(22);
        expect(crf).toBeLessThanOrEqual(26);
        expect(crf * 2).toBe(Math.round(crf * 2));
      }
    }
  });
});
