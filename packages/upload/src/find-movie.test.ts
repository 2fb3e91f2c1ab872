import { describe, expect, it } from 'vitest';
import { findMovie, type MovieSearch } from './find-movie.ts';
import { orderParts, partsOf } from './order-parts.ts';

/** A box of a type with so many bytes in all; its payload counts up. */
function box(type: string, sizeBytes: number, statedBytes = sizeBytes): Buffer {
  const bytes = Buffer.alloc(sizeBytes, 7);
  bytes.writeUInt32BE(statedBytes, 0);
  bytes.write(type, 4, 'latin1');
  return bytes;
}

/** A box whose size is told in 64 bits. */
function largeBox(type: string, sizeBytes: number, statedBytes = BigInt(sizeBytes)): Buffer {
  const bytes = box(type, sizeBytes, 1);
  bytes.writeBigUInt64BE(statedBytes, 8);
  return bytes;
}

async function search(...boxes: Buffer[]): Promise<MovieSearch & { reads: number }> {
  const file = Buffer.concat(boxes);
  let reads = 0;
  const found = await findMovie((start, endExclusive) => {
    reads += 1;
    expect(endExclusive - start).toBeLessThanOrEqual(8);
    return Promise.resolve(file.subarray(start, endExclusive));
  }, file.length);
  return { ...found, reads };
}

describe('the movie header of a file', () => {
  it('is found at its end, where phones write it, with the beginning of the media before it', async () => {
    const found = await search(box('ftyp', 24), box('free', 8), box('mdat', 1000), box('moov', 90));
    expect(found).toMatchObject({
      outcome: 'found',
      movie: { start: 1032, endExclusive: 1122 },
      mediaStart: 32,
      reads: 4,
    });
  });

  it('is found before the media', async () => {
    const found = await search(box('ftyp', 24), box('moov', 90), box('mdat', 1000));
    expect(found).toMatchObject({ movie: { start: 24, endExclusive: 114 }, mediaStart: null, reads: 2 });
  });

  it('is found behind media whose size is told in 64 bits', async () => {
    const found = await search(box('ftyp', 24), largeBox('mdat', 1000), box('moov', 90));
    expect(found).toMatchObject({ movie: { start: 1024, endExclusive: 1114 }, mediaStart: 24 });
  });

  it('is asked for again later when its place has not arrived', async () => {
    const file = Buffer.concat([box('ftyp', 24), box('mdat', 1000), box('moov', 90)]);
    const found = await findMovie(
      (start, endExclusive) => Promise.resolve(start < 500 ? file.subarray(start, endExclusive) : null),
      file.length,
    );
    expect(found).toEqual({ outcome: 'missing', at: 1024 });
  });

  it.each([
    ['media up to the end of the file', [box('ftyp', 24), box('mdat', 1000, 0), box('moov', 90)]],
    ['a header larger than the file', [box('ftyp', 24), box('mdat', 100), box('moov', 90, 91)]],
    ['a box smaller than its own header', [box('ftyp', 24, 7), box('moov', 90)]],
    ['a 64-bit size out of all bounds', [box('ftyp', 24), largeBox('mdat', 16, 2n ** 63n), box('moov', 90)]],
    ['another kind of file', [Buffer.from('#EXTM3U\n#EXT-X-VERSION:3\n')]],
    ['a few bytes', [Buffer.from('abc')]],
    ['boxes without end', Array.from({ length: 1000 }, () => box('free', 8))],
    ['no header at all', [box('ftyp', 24), box('mdat', 1000)]],
  ])('is not looked for in %s', async (_name, boxes) => {
    const found = await search(...boxes);
    expect(found.outcome).toBe('none');
    expect(found.reads).toBeLessThanOrEqual(64);
  });
});

describe('the order of parts', () => {
  it('is the first, those with the movie header, then all others from the beginning', () => {
    const movie = { start: 75, endExclusive: 95 };
    expect(orderParts({ partSizeBytes: 10, sizeBytes: 95 }, movie)).toEqual([1, 8, 9, 10, 2, 3, 4, 5, 6, 7]);
  });

  it('is ascending when the header lies at the beginning or nobody knows', () => {
    expect(orderParts({ partSizeBytes: 10, sizeBytes: 41 }, { start: 4, endExclusive: 20 })).toEqual([
      1, 2, 3, 4, 5,
    ]);
    expect(orderParts({ partSizeBytes: 10, sizeBytes: 40 }, null)).toEqual([1, 2, 3, 4]);
  });

  it('names exactly the parts that hold a place', () => {
    expect(partsOf(10, { start: 0, endExclusive: 10 })).toEqual([1]);
    expect(partsOf(10, { start: 9, endExclusive: 11 })).toEqual([1, 2]);
    expect(partsOf(10, { start: 10, endExclusive: 10 })).toEqual([]);
  });
});
