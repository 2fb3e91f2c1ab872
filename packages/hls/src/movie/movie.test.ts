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
  /** Sample counts, and how much later than decoded they are shown. Absent: as soon as they are. */
  offsets?: [number, number][];
  /** Key frames, counted from 1; absent: all. */
  keys?: number[];
  /** First chunk and samples in each. */
  groups?: [number, number][];
  places?: number[];
  /** Whether places, and times of edits, have 64 bits. */
  isWide?: boolean;
  /** Where in the media each edit of a second begins; -1 shows nothing. Absent: no list. */
  edits?: number[];
  /** How long each edit lasts. Absent: 1000 ms. */
  editMs?: number;
}

function track(parts: TrackParts): Uint8Array {
  const {
    handler = 'vide',
    timescale = 1000,
    runs = [[4, 500]],
    groups = [[1, 2]],
    places = [100, 300],
  } = parts;
  const table = (type: string, rows: Uint8Array[]): Uint8Array =>
    writeFullBox(type, 0, 0, u32(rows.length), ...rows);
  const chunks = parts.isWide ? table('co64', places.map(u64)) : table('stco', places.map(u32));
  return writeBox(
    'trak',
    ...(parts.edits === undefined
      ? []
      : [editList(parts.edits, parts.editMs ?? 1000, parts.isWide === true)]),
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
          ...(parts.offsets === undefined
            ? []
            : [
                table(
                  'ctts',
                  parts.offsets.map(([count, later]) => concatBytes([u32(count), u32(later)])),
                ),
              ]),
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

function editList(edits: readonly number[], lengthMs: number, isWide: boolean): Uint8Array {
  const begin = (at: number): Uint8Array[] => {
    if (!isWide) return [u32(lengthMs), u32(at < 0 ? 0xffffffff : at)];
    return [u64(lengthMs), ...(at < 0 ? [u32(0xffffffff), u32(0xffffffff)] : [u64(at)])];
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
        places: [50, 90, 400],
      },
      { handler: 'soun', timescale: 48_000, runs: [[94, 1024]], groups: [[1, 47]], places: [70, 300] },
      { handler: 'tmcd' },
    );
    const [video, audio, other] = readMovie(bytes);
    expect(video).toEqual({
      kind: 'video',
      startMs: 0,
      endMs: 4000,
      mediaMs: 4000,
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

  it('tell when the last picture that is shown ends, though others are decoded after it, or are gone', () => {
    // I, then P before the two B that are shown before it, then a P whose B were cut off.
    const cut: TrackParts = {
      runs: [[5, 40]],
      offsets: [
        [1, 80],
        [1, 160],
        [2, 40],
        [1, 160],
      ],
      keys: [1, 5],
    };
    expect(readMovie(movie(cut))[0]).toMatchObject({
      ...{ startMs: 80, endMs: 360, mediaMs: 200, keyTimesMs: [80, 320] },
    });
    const shown = { startMs: 0, endMs: 280, mediaMs: 200, keyTimesMs: [0, 240] };
    for (const isWide of [false, true])
      expect(readMovie(movie({ ...cut, edits: [80], isWide }))[0]).toMatchObject(shown);
    const early = (offset: number): [number, number][] => [[5, offset]];
    expect(readMovie(movie({ ...cut, offsets: early(-40) }))[0]).toMatchObject({ startMs: -40, endMs: 160 });
    expect(
      readMovie(
        movie({
          ...cut,
          offsets: [
            [0, 9],
            [2, 0],
            [9, 80],
          ],
        }),
      )[0],
    ).toMatchObject({ endMs: 280 });
    expect(readMovie(movie({ ...cut, runs: [] }))[0]).toMatchObject({ startMs: 0, endMs: 0, mediaMs: 0 });
  });

  it.each([
    ['one that is as long as it says', [0], 500, [0, 500]],
    ['one that says it is longer than the media', [500], 9000, [0, 1500]],
    ['one that goes on to the end', [500], 0, [0, 1500]],
    ['one after a delay', [-1, 0], 700, [700, 1400]],
    ['two with the middle cut out', [0, 1000], 600, [0, 1200]],
    ['one behind the end of the media', [5000], 600, [0, 0]],
    ['none at all', [], 600, [0, 2000]],
  ])('show what edits show: %s', (_name, edits, editMs, [startMs, endMs]) => {
    for (const isWide of [false, true])
      expect(readMovie(movie({ edits, editMs, isWide }))[0]).toMatchObject({ startMs, endMs, mediaMs: 2000 });
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
    startMs: 0,
    endMs: 10_000,
    mediaMs: 10_000,
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
    expect(segmentLengthsMs(shape({ keyTimesMs: [80, 2080], startMs: 80 }), rule)).toEqual([2000, 7920]);
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
    const bytes = movie({ places: [99, 100, 499, 500], isWide }, { handler: 'soun', places: [200], isWide });
    const before = bytes.slice();
    const [video, audio] = readMovie(moveChunks(bytes, move));
    expect(video?.chunks.map(({ offset }) => offset)).toEqual([99, 1100, 1499, 500]);
    expect(audio?.chunks.map(({ offset }) => offset)).toEqual([1200]);
    expect(bytes).toEqual(before);
  });

  it.each([
    ['that would need more than 32 bits', movie({ places: [2 ** 32 - 500] })],
    ['in a compressed header', writeBox('moov', writeBox('cmov', new Uint8Array(8)))],
    ['in a table that is cut off', writeBox('moov', writeBox('stco', u32(0), u32(9), u32(1)))],
    ['in a box that is cut off', writeBox('moov', concatBytes([u32(99), asciiBytes('trak')]))],
  ])('is refused for chunks %s', (_name, bytes) => {
    const far = { start: 0, endExclusive: 2 ** 32, byBytes: 1000 };
    expect(() => moveChunks(bytes, far)).toThrowError(expect.objectContaining({ name: 'Mp4FormatError' }));
  });
});
