import { expect, it } from 'vitest';
import { createLevelMeter } from './level-meter.ts';
import { surveyedRateHz } from './survey-format.ts';

/** Interleaved samples of so many milliseconds. */
const sound = (ms: number, sample: (n: number) => number) =>
  Float32Array.from({ length: (2 * ms * surveyedRateHz) / 1000 }, (_, n) => sample(Math.floor(n / 2)));

it('tells the highest sample and the power of each step, however they come', () => {
  const tone = sound(40, (n) => 0.5 * Math.sin((2 * Math.PI * 1000 * n) / surveyedRateHz));
  const meter = createLevelMeter();
  meter.add(tone.subarray(0, 100));
  meter.add(tone.subarray(100));
  meter.add(sound(30, () => 0));
  const { stepMs, peaks, levels } = meter.levels();
  expect(stepMs).toBe(20);
  expect([...peaks]).toEqual([128, 128, 0, 0]);
  // Half of full scale is 6 dB, the power of a sine 3 dB more.
  expect([...levels]).toEqual([18, 18, 255, 255]);
});

it('tells a long source in longer steps, of which none loses its peak (GOAL-84)', () => {
  const meter = createLevelMeter(50);
  const second = sound(1000, (n) => (n === 1000 ? -1 : 0));
  for (let n = 0; n < 3; n += 1) meter.add(second);
  const { stepMs, peaks, levels } = meter.levels();
  expect(stepMs).toBe(60);
  expect(peaks).toHaveLength(50);
  expect(levels).toHaveLength(50);
  expect(peaks.filter((peak) => peak === 255)).toHaveLength(3);
});
