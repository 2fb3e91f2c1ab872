import { ticksPerSecond as second, type SoundSegment } from '@weireel/edit';
import { expect, it } from 'vitest';
import { sampleRate } from './sound-arguments.ts';
import { sourceSampleAt, type SoundPiece } from './sound-pieces.ts';
import { stretchSound } from './stretch-sound.ts';

/** A clip of four seconds that grows from half its speed to double it. */
function pieceOf(reversed: boolean): SoundPiece {
  const points = [
    { at: 0, speed: { num: 1, den: 2 } },
    { at: 4 * second, speed: { num: 2, den: 1 } },
  ];
  const sourceIn = (reversed ? 6 : 1) * second;
  const segment: SoundSegment = {
    ...{ trackId: 't', itemId: 'i', sha256: '0'.repeat(64), start: 0, end: 4 * second, clipStart: 0 },
    ...{ timing: { sourceIn, retime: { kind: 'curve', points, reversed } }, gains: [] },
    ...{ keepsPitch: true, pitch: 0, denoise: 0, pan: 0 },
  };
  const ends = [0, 4 * second].map((at) => sourceSampleAt(segment, at));
  const first = Math.floor(Math.min(...ends)) - 1;
  const count = Math.ceil(Math.max(...ends)) + 2 - first;
  return {
    ...{ segment, from: 0, to: 4 * sampleRate, order: 'stretched', goesOn: { before: false, after: false } },
    decoded: { first, count, tempo: null, pitch: 0, denoise: 0 },
  };
}

/** Its left channel, of a source that has this value at a time in seconds. */
async function heardOf(piece: SoundPiece, source: (seconds: number) => number): Promise<number[]> {
  const { first, count } = piece.decoded;
  const read = (from: number, to: number) =>
    Promise.resolve(
      Float32Array.from({ length: 2 * (to - from) }, (_, index) => {
        const sample = from + Math.floor(index / 2);
        return sample < 0 || sample >= count ? 0 : source((first + sample) / sampleRate);
      }),
    );
  const heard: number[] = [];
  for await (const block of stretchSound(piece, read)) heard.push(...block.filter((_, n) => n % 2 === 0));
  return heard;
}

/** How often a sound swings in a second, of so many samples from one on. */
function hertzOf(samples: readonly number[], from: number, count: number): number {
  let [rises, first, last] = [-1, 0, 0];
  for (let n = from + 1; n < from + count; n += 1) {
    const [before, here] = [samples[n - 1] ?? 0, samples[n] ?? 0];
    if (before > 0 || here <= 0) continue;
    last = n - here / (here - before);
    if (rises < 0) first = last;
    rises += 1;
  }
  return (rises * sampleRate) / (last - first);
}

it.each([false, true])(
  'the sound of a speed curve keeps its pitch, backwards: %s (GOAL-5, GOAL-6)',
  async (reversed) => {
    const tone = (at: number) => 0.5 * Math.sin(2 * Math.PI * 440 * at);
    const heard = await heardOf(pieceOf(reversed), tone);
    expect(heard).toHaveLength(4 * sampleRate);
    for (let from = 0; from < 4 * sampleRate - 24_000; from += 24_000) {
      expect(Math.abs(hertzOf(heard, from, 24_000) / 440 - 1)).toBeLessThan(0.01);
      // And its loudness.
      const part = heard.slice(from, from + 24_000);
      expect(Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length)).toBeCloseTo(
        0.3536,
        1,
      );
    }
  },
);

it.each([false, true])(
  'each moment of it is heard when it is seen, backwards: %s (GOAL-5)',
  async (reversed) => {
    const piece = pieceOf(reversed);
    // A tone that is there in every second half second.
    const isLoud = (at: number) => at % 1 < 0.5;
    const heard = await heardOf(piece, (at) => (isLoud(at) ? 0.5 * Math.sin(2 * Math.PI * 300 * at) : 0));
    const window = 480;
    const wrong = Array.from({ length: heard.length / window }, (_, n) => n * window).filter((from) => {
      const power = heard.slice(from, from + window).reduce((sum, value) => sum + value * value, 0) / window;
      // No nearer than 30 ms to a change, at the speed that it has there.
      const around = [-1440, 0, window, window + 1440].map(
        (off) => sourceSampleAt(piece.segment, ((from + off) * second) / sampleRate) / sampleRate,
      );
      const states = new Set(around.map(isLoud));
      return states.size === 1 && power > 0.01 !== [...states][0];
    });
    expect(wrong).toEqual([]);
  },
);
