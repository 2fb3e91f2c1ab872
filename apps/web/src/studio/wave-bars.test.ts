import { ticksPerSecond as second } from '@weireel/edit';
import type { Clip } from '@weireel/edit/editing';
import { expect, it } from 'vitest';
import { waveBars } from './wave-bars.ts';

/** Fifty steps a second, of which each tenth one is loud: at 0, 0.2, 0.4 s … */
const heard = (seconds: number) => {
  const peaks = Uint8Array.from({ length: 50 * seconds }, (_, n) => (n % 10 === 0 ? 255 : 51));
  return { stepTicks: second / 50, peaks, levels: peaks };
};
const clip = (duration: number, more: Partial<Clip> = {}): Clip => ({
  ...{ kind: 'clip', id: 'a', asset: 'a', start: 0, sourceIn: 0, duration: duration * second },
  ...more,
});
const loudOf = (heights: Float32Array) => [...heights.keys()].filter((n) => heights[n] === 1);

it('draws the highest sample of each pixel where it is heard (GOAL-84)', () => {
  const { leftPx, heights } = waveBars(clip(1), heard(10), 50, { fromPx: -20, toPx: 400 });
  expect([leftPx, heights.length]).toEqual([0, 50]);
  expect(loudOf(heights)).toEqual([0, 10, 20, 30, 40]);
  expect(heights[1]).toBeCloseTo(0.2);
  const later = waveBars(clip(1, { sourceIn: 0.1 * second }), heard(10), 50, { fromPx: 0, toPx: 50 });
  expect(loudOf(later.heights)).toEqual([5, 15, 25, 35, 45]);
});

it('follows speed and direction of a clip (GOAL-84)', () => {
  const speed = { num: 2, den: 1 };
  const fast = clip(1, { retime: { kind: 'constant', speed } });
  expect(loudOf(waveBars(fast, heard(10), 50, { fromPx: 0, toPx: 50 }).heights)).toHaveLength(10);
  const back = clip(1, {
    sourceIn: 0.5 * second,
    retime: { kind: 'constant', speed: { num: 1, den: 1 }, reversed: true },
  });
  expect(loudOf(waveBars(back, heard(10), 50, { fromPx: 0, toPx: 50 }).heights)).toEqual([4, 14, 24]);
});

it('works out no more of five minutes than is in sight (GOAL-84)', () => {
  const long = waveBars(clip(300), heard(300), 100, { fromPx: 12_000.4, toPx: 13_280 });
  expect([long.leftPx, long.heights.length]).toEqual([12_000, 1280]);
  // Two bytes for each fiftieth of a second, as text.
  expect((heard(300).peaks.length * 2 * 4) / 3).toBeLessThan(300_000);
});
