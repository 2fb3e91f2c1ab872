import { describe, expect, it } from 'vitest';
import { writeBox, writeFullBox } from '../mp4/box.ts';
import { asciiBytes, concatBytes, u32, u64 } from '../mp4/bytes.ts';
import { moveChunks } from './move-chunks.ts';
import { interleavingMs, longestKeyGapMs, segmentLengthsMs } from './movie-shape.ts';
import { type MovieTrack, readMovie } from './read-movie.ts';

interface TrackParts {
  handler?: string;
  timescale?: number;
  /** Sample counts and durations. */
  runs?: [number, number][];
  /** Key frames, counted from 1; absent: all. */
  keys?: number[];
  /** First chunk and samples in each. */
  groups?: [number, number][];
  offsets?: number[];
  /** Whether offsets, and times of edits, have 64 bits. */
  isWide?: boolean;
  /** Where in the media each edit begins; -1 shows nothing. Absent: no list. */
  edits?: number[];
}

function track(parts: TrackParts): Uint8Array {
  const {
    handler = 'vide',
    timescale = 1000,
    runs = [[4, 500]],
    groups = [[1, 2]],
    offsets = [100, 300],
  } = parts;
  const table = (type: string, rows: Uint8Array[]): Uint8Array =>
    writeFullBox(type, 0, 0, u32(rows.length), ...rows);
  const chunks = parts.isWide ? table('co64', offsets.map(u64)) : table('stco', offsets.map(u32));
  return writeBox(
    'trak',
    ...(parts.edits === undefined ? [] : [editList(parts.edits, parts.isWide === true)]),
    writeBox(
      'mdia',
      writeFullBox('mdhd', 0, 0, u32(0), u32(0), u32(timescale), u32(0)),
      writeFullBox('hdlr', 0, 0, u32(0), asciiBytes(handler)),
      writeBox(
        'minf',
        writeBox(
          'stbl',
          table(
            'stts',
            runs.map(([count, delta]) => concatBytes([u32(count), u32(delta)])),
          ),
          ...(parts.keys === undefined ? [] : [table('stss', parts.keys.map(u32))]),
          table(
            'stsc',
            groups.map(([first, samples]) => concatBytes([u32(first), u32(samples), u32(1)])),
          ),
          chunks,
        ),
      ),
    ),
  );
}

function editList(edits: readonly number[], isWide: boolean): Uint8Array {
  const begin = (at: number): Uint8Array[] => {
    if (!isWide) return [u32(1000), u32(at < 0 ? 0xffffffff : at)];
    return [u64(1000), ...(at < 0 ? [u32(0xffffffff), u32(0xffffffff)] : [u64(at)])];
  };
  const entries = edits.flatMap((at) => [...begin(at), u32(0x10000)]);
  return writeBox('edts', writeFullBox('elst', isWide ? 1 : 0, 0, u32(edits.length), ...entries));
}

const movie = (...tracks: TrackParts[]): Uint8Array => writeBox('moov', ...tracks.map(track));

describe('sample tables', () => {
  it('tell when key frames and chunks begin', () => {
    const bytes = movie(
      {
        timescale: 600,
        runs: [
          [2, 300],
          [3, 600],
        ],
        keys: [1, 3, 5],
        groups: [
          [1, 1],
          [2, 2],
        ],
        offsets: [50, 90, 400],
      },
      { handler: 'soun', timescale: 48_000, runs: [[94, 1024]], groups: [[1, 47]], offsets: [70, 300] },
      { handler: 'tmcd' },
    );
    const [video, audio, other] = readMovie(bytes);
    expect(video).toEqual({
      kind: 'video',
      durationMs: 4000,
      descriptionCount: 1,
      keyTimesMs: [0, 1000, 3000],
      editCount: 1,
      chunks: [
        { offset: 50, startMs: 0 },
        { offset: 90, startMs: 500 },
        { offset: 400, startMs: 2000 },
      ],
    });
    expect(audio).toMatchObject({ kind: 'audio', keyTimesMs: null });
    expect(audio?.chunks[1]?.startMs).toBeCloseTo(1002.67);
    expect(other?.kind).toBe('other');
  });

  it.each([
    ['one that begins in the middle', [500], 1],
    ['one after a delay', [-1, 0], 1],
    ['two with the middle cut out', [0, 1000], 2],
    ['two with a pause between them', [0, -1, 1000], 3],
    ['none at all', [], 1],
  ])('count the edits that put a track together: %s', (_name, edits, editCount) => {
    for (const isWide of [false, true])
      expect(readMovie(movie({ edits, isWide }))[0]).toMatchObject({ editCount });
  });

  it.each([
    ['more entries than there are bytes', writeFullBox('stts', 0, 0, u32(1000))],
    ['millions of entries', writeFullBox('stts', 0, 0, u32(2 ** 32 - 1))],
  ])('with %s are refused', (_name, stts) => {
    const stbl = writeBox('stbl', stts);
    const mdhd = writeFullBox('mdhd', 0, 0, u32(0), u32(0), u32(1000), u32(0));
    const hdlr = writeFullBox('hdlr', 0, 0, u32(0), asciiBytes('vide'));
    const bytes = writeBox('moov', writeBox('trak', writeBox('mdia', mdhd, hdlr, writeBox('minf', stbl))));
    expect(() => readMovie(bytes)).toThrowError(expect.objectContaining({ name: 'Mp4FormatError' }));
  });

  it('with key frames that go backwards, or without a time scale, are refused', () => {
    expect(() => readMovie(movie({ keys: [3, 1] }))).toThrowError('not in order');
    expect(() => readMovie(movie({ timescale: 0 }))).toThrowError('no time scale');
  });
});

describe('the shape of a movie', () => {
  const shape = (change: Partial<MovieTrack>): MovieTrack => ({
    kind: 'video',
    durationMs: 10_000,
    descriptionCount: 1,
    keyTimesMs: null,
    editCount: 1,
    chunks: [],
    ...change,
  });

  it('has the longest distance between key frames, or from the last to the end', () => {
    expect(longestKeyGapMs(shape({ keyTimesMs: [0, 1000, 4000, 8000] }))).toBe(4000);
    expect(longestKeyGapMs(shape({ keyTimesMs: [0, 1000, 4000] }))).toBe(6000);
    expect(longestKeyGapMs(shape({}))).toBe(0);
  });

  it('has the segments that the packager will cut', () => {
    const rule = { cutAfterMs: 1800, shortestMs: 500 };
    const keyTimesMs = [0, 1000, 1900, 4000, 9600];
    expect(segmentLengthsMs(shape({ keyTimesMs }), rule)).toEqual([1900, 2100, 6000]);
    expect(segmentLengthsMs(shape({ keyTimesMs: [0] }), rule)).toEqual([10_000]);
    expect(segmentLengthsMs(shape({}), rule)).toEqual([]);
  });

  it('tells how far one track runs ahead of the other in the file', () => {
    const every = (ms: number, place: (n: number) => number): MovieTrack['chunks'] =>
      Array.from({ length: 10 }, (_, n) => ({ offset: place(n), startMs: n * ms }));
    const picture = shape({ chunks: every(1000, (n) => n * 100) });
    const beside = shape({ kind: 'audio', chunks: every(1000, (n) => n * 100 + 50) });
    const behind = shape({ kind: 'audio', chunks: every(1000, (n) => 5000 + n) });
    const backwards = shape({ kind: 'audio', chunks: every(1000, (n) => 5000 - n) });
    expect(interleavingMs(picture, beside)).toBe(0);
    expect(interleavingMs(picture, behind)).toBe(9000);
    expect(interleavingMs(behind, picture)).toBe(9000);
    expect(interleavingMs(picture, backwards)).toBe(Infinity);
  });
});

describe('moving chunks', () => {
  const move = { start: 100, endExclusive: 500, byBytes: 1000 };

  it.each([false, true])('moves those of the given place, with 64-bit offsets: %s', (isWide) => {
    const bytes = movie(
      { offsets: [99, 100, 499, 500], isWide },
      { handler: 'soun', offsets: [200], isWide },
    );
    const before = bytes.slice();
    const [video, audio] = readMovie(moveChunks(bytes, move));
    expect(video?.chunks.map(({ offset }) => offset)).toEqual([99, 1100, 1499, 500]);
    expect(audio?.chunks.map(({ offset }) => offset)).toEqual([1200]);
    expect(bytes).toEqual(before);
  });

  it.each([
    ['that would need more than 32 bits', movie({ offsets: [2 ** 32 - 500] })],
    ['in a compressed header', writeBox('moov', writeBox('cmov', new Uint8Array(8)))],
    ['in a table that is cut off', writeBox('moov', writeBox('stco', u32(0), u32(9), u32(1)))],
    ['in a box that is cut off', writeBox('moov', concatBytes([u32(99), asciiBytes('trak')]))],
  ])('is refused for chunks %s', (_name, bytes) => {
    const far = { start: 0, endExclusive: 2 ** 32, byBytes: 1000 };
    expect(() => moveChunks(bytes, far)).toThrowError(expect.objectContaining({ name: 'Mp4FormatError' }));
  });
});
