import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StreamUnfitError } from './stream-unfit-error.ts';
import { timePictures } from './write-segment.ts';

const frame = 512;

/** A run of pictures given by their places in display order. */
function run(places: readonly number[], start = 0) {
  const pictures = places.map((place) => ({
    time: start + place * frame,
    isIdr: place === 0,
    data: new Uint8Array(1),
  }));
  return { start, end: start + places.length * frame, pictures };
}

/** Any order that begins with the key frame. */
const places = fc
  .integer({ min: 0, max: 30 })
  .chain((others) =>
    fc.shuffledSubarray(
      Array.from({ length: others }, (_, n) => n + 1),
      { minLength: others },
    ),
  )
  .map((others) => [0, ...others]);

describe('timePictures', () => {
  test('begins with the key frame, decodes before showing, fills the run and stays within it', () => {
    fc.assert(
      fc.property(places, fc.nat(1_000_000), (order, start) => {
        const { end, pictures } = run(order, start);
        let decodeTime = start;
        timePictures({ start, end, pictures }).forEach((sample, n) => {
          expect(sample.duration).toBeGreaterThan(0);
          expect(sample.compositionOffset).toBeGreaterThanOrEqual(0);
          const shownAt = decodeTime + sample.compositionOffset;
          expect(shownAt).toBe(pictures[n]?.time);
          expect(shownAt + sample.duration).toBeLessThanOrEqual(end);
          decodeTime += sample.duration;
        });
        expect(decodeTime).toBe(end);
      }),
    );
  });

  test('keeps pictures one frame apart once the first B-frames are through', () => {
    const samples = timePictures(run([0, 3, 2, 1, 6, 5, 4, 9, 8, 7]));
    expect(samples.slice(4, 9).map(({ duration }) => duration)).toEqual(new Array(5).fill(frame));
  });

  test('refuses two pictures at one time', () => {
    expect(() => timePictures(run([0, 1, 1]))).toThrow(StreamUnfitError);
  });
});
