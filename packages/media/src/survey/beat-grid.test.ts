import { expect, it } from 'vitest';
import { findBeats, type BeatGrid } from './beat-grid.ts';
import { createOnsetMeter } from './onset-meter.ts';
import { surveyedRateHz as rate } from './survey-format.ts';

/** A sample of mono sound at a time in seconds, which `noise` gives what is random. */
type Sound = (seconds: number, noise: () => number) => number;

const period = (bpm: number) => 60 / bpm;

/** How long ago the last of a row of beats was, in seconds, and which it was. */
function since(at: number, first: number, step: number): { ago: number; n: number } {
  const n = Math.floor((at - first) / step + 1e-9);
  return { n, ago: n < 0 ? Infinity : at - first - n * step };
}

const click = (ago: number) =>
  ago < 0.03 ? 0.6 * Math.exp(-ago / 0.006) * Math.sin(2 * Math.PI * 1500 * ago) : 0;

const clicks =
  (bpm: number, first = 0.4): Sound =>
  (at, noise) =>
    click(since(at, first, period(bpm)).ago) + 0.002 * noise();

/** A drum on each beat, a brighter one on every second, cymbals between, and a chord that changes each bar. */
const band =
  (bpm: number): Sound =>
  (at, noise) => {
    const beat = since(at, 0, period(bpm));
    const half = since(at, 0, period(bpm) / 2);
    const bar = since(at, 0, 4 * period(bpm));
    const drum = 0.5 * Math.exp(-beat.ago / 0.08) * Math.sin(2 * Math.PI * 60 * beat.ago);
    const snare = beat.n % 2 === 1 ? 0.3 * Math.exp(-beat.ago / 0.05) * noise() : 0;
    const cymbal = 0.06 * Math.exp(-half.ago / 0.02) * noise();
    const root = 220 * 2 ** ([0, 5, 7, 3][bar.n % 4] ?? 0 / 12);
    return drum + snare + cymbal + 0.05 * Math.sin(2 * Math.PI * root * at);
  };

/** Syllables of any length, with pauses of any length. */
function speech(): Sound {
  let [until, isSounding, height] = [0, false, 0];
  return (at, noise) => {
    if (at >= until) {
      isSounding = !isSounding;
      height = 0.1 + 0.1 * Math.abs(noise());
      until = at + 0.05 + 0.3 * Math.abs(noise());
    }
    return isSounding ? height * (Math.sin(2 * Math.PI * 140 * at) + noise()) : 0.001 * noise();
  };
}

function beatsOf(sound: Sound, seconds: number): BeatGrid | null {
  let seed = 7;
  const noise = (): number => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return seed / 2 ** 31 - 1;
  };
  const meter = createOnsetMeter();
  const block = new Float32Array(2 * rate);
  for (let second = 0; second < seconds; second += 1) {
    for (let n = 0; n < rate; n += 1) {
      const value = sound(second + n / rate, noise);
      block[2 * n] = value;
      block[2 * n + 1] = value;
    }
    meter.add(block);
  }
  return findBeats(meter.onsets());
}

/** How far each beat that is found lies from the nearest of a row, in ms, and how many of the row are found. */
function comparedWith(found: readonly number[], first: number, bpm: number, seconds: number) {
  const real = Array.from(
    { length: Math.ceil((seconds - first) / period(bpm)) },
    (_, n) => first + n * period(bpm),
  );
  const off = (at: number, row: readonly number[]) =>
    Math.min(...row.map((each) => 1000 * Math.abs(each - at)));
  return {
    farthestMs: Math.max(...found.map((at) => off(at, real))),
    share: real.filter((at) => off(at, found) < 1000 / 30).length / real.length,
  };
}

it.each([50, 97.3, 133.7, 174, 200])(
  'clicks at %s a minute are found to a hundredth, each within a frame (GOAL-14)',
  (bpm) => {
    const grid = beatsOf(clicks(bpm), 20);
    expect(Math.abs((grid?.tempoBpm ?? 0) / bpm - 1)).toBeLessThan(0.01);
    const { farthestMs, share } = comparedWith(grid?.beats ?? [], 0.4, bpm, 20);
    expect(farthestMs).toBeLessThan(1000 / 60);
    expect(share).toBeGreaterThan(0.95);
  },
);

it.each([84, 100, 120, 140])('music at %s a minute is found, or every second beat of it (GOAL-14)', (bpm) => {
  const grid = beatsOf(band(bpm), 20);
  const times = (grid?.tempoBpm ?? 0) / bpm;
  expect(Math.min(Math.abs(times - 1), Math.abs(2 * times - 1))).toBeLessThan(0.01);
  expect(comparedWith(grid?.beats ?? [], 0, bpm, 20).farthestMs).toBeLessThan(1000 / 60);
});

it('the beat of a piece that grows faster is followed (GOAL-14)', () => {
  // From 110 to 120 beats a minute within 20 s: after t seconds (110 t + t² / 4) / 60 beats.
  const timeOf = (n: number) => 2 * (-110 + Math.sqrt(110 * 110 + 60 * n));
  const beatAt = (at: number) => Math.floor((110 * at + (at * at) / 4) / 60 + 1e-9);
  const grid = beatsOf((at) => click(at - timeOf(beatAt(at))), 20);
  const real = Array.from({ length: 36 }, (_, n) => timeOf(n + 1));
  const missed = real.filter((at) => !(grid?.beats ?? []).some((beat) => Math.abs(beat - at) < 1 / 30));
  expect(missed.length).toBeLessThan(2);
});

it('speech, noise and silence have no beat (GOAL-14)', () => {
  expect(beatsOf(speech(), 20)).toBeNull();
  expect(beatsOf((_, noise) => 0.1 * noise(), 20)).toBeNull();
  expect(beatsOf(() => 0, 5)).toBeNull();
  expect(beatsOf(clicks(120), 1)).toBeNull();
});
