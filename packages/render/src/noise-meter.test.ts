import { expect, it } from 'vitest';
import { createNoiseMeter } from './noise-meter.ts';

const rate = 48_000;
/** Noise of a generator of its own, so that each run hears the same; between −1 and 1. */
function* noise(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 31 - 1;
  }
}

/** Two channels alike of a sound of so many seconds. */
function soundOf(seconds: number, at: (sample: number) => number): Float32Array {
  return Float32Array.from({ length: 2 * seconds * rate }, (_, index) => at(Math.floor(index / 2)));
}

it('hears the noise between words, whatever is said, in blocks of any length', () => {
  const source = noise(7);
  const values = Array.from({ length: 8 * rate }, () => 0.03 * (source.next().value ?? 0));
  // Words for four fifths of the time.
  const word = (sample: number) => (sample % rate < 0.8 * rate ? 0.5 * Math.sin(sample / 10) : 0);
  const sound = soundOf(8, (sample) => word(sample) + (values[sample] ?? 0));
  const whole = createNoiseMeter();
  whole.add(sound);
  // −35.2 dBFS, and a margin of five.
  expect(Math.abs(whole.floorDb() + 30.2)).toBeLessThan(0.3);
  const pieces = createNoiseMeter();
  for (let from = 0; from < sound.length; from += 9998) pieces.add(sound.subarray(from, from + 9998));
  expect(pieces.floorDb()).toBe(whole.floorDb());
});

it('takes neither the silence of a machine nor a loud sound that never ends for its floor', () => {
  const silent = createNoiseMeter();
  silent.add(soundOf(2, () => 0));
  expect(silent.floorDb()).toBe(-80);
  const loud = createNoiseMeter();
  loud.add(soundOf(2, (sample) => 0.9 * Math.sin(sample)));
  expect(loud.floorDb()).toBe(-20);
  const half = createNoiseMeter();
  half.add(soundOf(4, (sample) => (sample < 3 * rate ? 0 : 0.01 * Math.sin(sample))));
  expect(Math.abs(half.floorDb() + 38)).toBeLessThan(0.1);
});
