import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBoxes, writeBox } from './box.ts';
import { concatBytes, u32, u64, asciiBytes } from './bytes.ts';
import { FragmentReader } from './fragment-reader.ts';
import { readMovieFragment, writeMovieFragment } from './movie-fragment.ts';
import { Mp4FormatError } from './mp4-format-error.ts';
import type { Track } from './track.ts';

const type = fc.string({ minLength: 4, maxLength: 4, unit: fc.constantFrom(...'abcdxyz1') });
const box = fc.record({ type, payload: fc.uint8Array({ maxLength: 64 }) });

describe('boxes', () => {
  test('read back as they were written', () => {
    fc.assert(
      fc.property(fc.array(box), (boxes) => {
        const bytes = concatBytes(boxes.map(({ type, payload }) => writeBox(type, payload)));
        expect(readBoxes(bytes)).toEqual(boxes);
      }),
    );
  });

  test('with a 64-bit size, or reaching to the end, are read', () => {
    const large = concatBytes([u32(1), asciiBytes('mdat'), u64(18), Uint8Array.of(7, 8)]);
    expect(readBoxes(large)).toEqual([{ type: 'mdat', payload: Uint8Array.of(7, 8) }]);
    const open = concatBytes([u32(0), asciiBytes('mdat'), Uint8Array.of(9)]);
    expect(readBoxes(open)).toEqual([{ type: 'mdat', payload: Uint8Array.of(9) }]);
  });

  test('that are cut off or claim impossible sizes are refused', () => {
    const whole = writeBox('moov', Uint8Array.of(1, 2, 3));
    for (let length = 1; length < whole.length; length += 1) {
      expect(() => readBoxes(whole.subarray(0, length))).toThrow(Mp4FormatError);
    }
    expect(() => readBoxes(concatBytes([u32(7), asciiBytes('moov')]))).toThrow(Mp4FormatError);
  });
});

describe('movie fragments', () => {
  const track = { id: 1, defaults: { duration: 0, size: 0, flags: 0 } };
  const sample = fc.record({
    duration: fc.integer({ min: 1, max: 100_000 }),
    compositionOffset: fc.integer({ min: -5000, max: 100_000 }),
    isSync: fc.boolean(),
    data: fc.uint8Array({ minLength: 1, maxLength: 20 }),
  });

  test('read back with every time and byte range', () => {
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1 }), fc.maxSafeNat(), (samples, time) => {
        fc.pre(time < 2 ** 52);
        const { bytes, firstSampleEnd } = writeMovieFragment(1, [
          { trackId: 1, baseDecodeTime: time, samples },
        ]);
        const moof = readBoxes(bytes)[0]?.payload ?? new Uint8Array();
        // Only id and defaults of a track matter to the reader of fragments.
        const [run] = readMovieFragment(moof, [track as Track]);
        let decodeTime = time;
        samples.forEach((written, n) => {
          const entry = run?.samples[n];
          expect(entry).toMatchObject({
            decodeTime,
            duration: written.duration,
            isSync: written.isSync,
            size: written.data.length,
          });
          expect(entry?.presentationTime).toBe(decodeTime + written.compositionOffset);
          const start = entry?.offset ?? 0;
          expect(bytes.subarray(start, start + written.data.length)).toEqual(written.data);
          decodeTime += written.duration;
        });
        expect(firstSampleEnd).toBe((run?.samples[0]?.offset ?? 0) + (samples[0]?.data.length ?? 0));
      }),
    );
  });
});

describe('FragmentReader', () => {
  test('refuses boxes over its limit before it holds them', () => {
    const reader = new FragmentReader({ maxBoxBytes: 1000 });
    expect(() => reader.push(concatBytes([u32(1001), asciiBytes('mdat')]))).toThrow(Mp4FormatError);
  });

  test('never fails otherwise than with its own error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const moov = writeBox('moov', bytes);
        try {
          new FragmentReader({ maxBoxBytes: 10_000 }).push(moov);
        } catch (error) {
          expect(error).toBeInstanceOf(Mp4FormatError);
        }
      }),
    );
  });
});
