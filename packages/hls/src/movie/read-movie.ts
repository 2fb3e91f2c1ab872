import { type Box, findBox, readBoxes, requireBox } from '../mp4/box.ts';
import { fourCharacters } from '../mp4/bytes.ts';
import { FieldReader } from '../mp4/field-reader.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import { countEdits, readEdits, showEdits } from './edit-list.ts';
import { readTable } from './read-table.ts';
import { timesOfSamples, type Run } from './sample-times.ts';

/** A run of samples that lie together in the file. */
export interface Chunk {
  /** Where it begins in the file, in bytes. */
  offset: number;
  /** Decode time of its first sample, in milliseconds from the start of its track. */
  startMs: number;
}

/** What the sample tables of a track say, before any media data is there. */
export interface MovieTrack {
  /** What it holds. */
  kind: 'video' | 'audio' | 'other';
  /** When the first of it is shown on the clock of the movie, in milliseconds, by composition times and edits. */
  startMs: number;
  /** When the last of it that is shown ends, on the same clock; the order of decoding ends earlier, or later. */
  endMs: number;
  /** Sum of all sample durations, in milliseconds; 0 when the samples are in fragments. */
  mediaMs: number;
  /** In how many ways its samples are coded, one after the other; each has a description of its own. */
  descriptionCount: number;
  /** When its key frames are shown, on the clock of the movie, in milliseconds; null: every sample is one. */
  keyTimesMs: number[] | null;
  /** Parts of the media that its edit list shows, one after the other; 1 without a list. */
  editCount: number;
  /** Its chunks, in the order of their samples; empty when the samples are in fragments. */
  chunks: Chunk[];
}

const kinds: Partial<Record<string, MovieTrack['kind']>> = { vide: 'video', soun: 'audio' };

/**
 * Reads the sample tables of a movie header (ISO/IEC 14496-12 sections 8.6 and 8.7). Tracks are in the order of the
 * file, as FFmpeg numbers them.
 *
 * @param movie the whole `moov` box
 * @throws Mp4FormatError when a table is missing, damaged or too long
 */
export function readMovie(movie: Uint8Array): MovieTrack[] {
  const boxes = readBoxes(requireBox(readBoxes(movie), 'moov').payload);
  const header = findBox(boxes, 'mvhd');
  const movieTimescale = header === undefined ? 1000 : readTimescale(header);
  return boxes.filter(({ type }) => type === 'trak').map((trak) => readTrack(trak, movieTimescale));
}

function readTrack(trak: Box, movieTimescale: number): MovieTrack {
  const boxes = readBoxes(trak.payload);
  const media = readBoxes(requireBox(boxes, 'mdia').payload);
  const timescale = readTimescale(requireBox(media, 'mdhd'));
  const handler = fourCharacters(requireBox(media, 'hdlr').payload, 8);
  const tables = readBoxes(requireBox(readBoxes(requireBox(media, 'minf').payload), 'stbl').payload);
  const offsets = findBox(tables, 'ctts');
  const times = timesOfSamples(
    readRuns(requireBox(tables, 'stts')),
    offsets === undefined ? [] : readOffsetRuns(offsets),
  );
  const toMs = (ticks: number): number => (ticks * 1000) / timescale;
  const keys = findBox(tables, 'stss');
  const descriptions = findBox(tables, 'stsd');
  const edits = readEdits(boxes, { movieTimescale, timescale });
  const shown = showEdits(edits, times, toMs);
  const keyClock = times.clock();
  const chunkClock = times.clock();
  return {
    kind: kinds[handler] ?? 'other',
    startMs: shown.startMs,
    endMs: shown.endMs,
    mediaMs: toMs(times.decodedUntil),
    descriptionCount: descriptions === undefined ? 1 : new FieldReader(descriptions.payload, 4).u32(),
    keyTimesMs:
      keys === undefined
        ? null
        : readKeys(keys).map((sample) => toMs(keyClock.shownAt(sample)) + shown.movedByMs),
    editCount: countEdits(edits),
    chunks: readChunks(tables).map(({ offset, sample }) => ({
      offset,
      startMs: toMs(chunkClock.decodedAt(sample)),
    })),
  };
}

/** Where each chunk lies, and its first sample counted from 0. */
function readChunks(tables: Box[]): { offset: number; sample: number }[] {
  const offsets = readOffsets(tables);
  const groups = readGroups(requireBox(tables, 'stsc'));
  let sample = 0;
  let group = -1;
  return offsets.map((offset, index) => {
    while ((groups[group + 1]?.firstChunk ?? Infinity) <= index + 1) group += 1;
    const chunk = { offset, sample };
    sample += groups[group]?.samples ?? 0;
    return chunk;
  });
}

function readOffsets(tables: Box[]): number[] {
  const wide = findBox(tables, 'co64');
  return wide === undefined
    ? readTable(requireBox(tables, 'stco'), (fields) => fields.u32())
    : readTable(wide, (fields) => fields.u64());
}

function readGroups(box: Box): { firstChunk: number; samples: number }[] {
  return readTable(box, (fields) => {
    const group = { firstChunk: fields.u32(), samples: fields.u32() };
    fields.skip(4);
    return group;
  });
}

function readRuns(box: Box): Run[] {
  return readTable(box, (fields) => ({ count: fields.u32(), value: fields.u32() }));
}

/** How much later than decoded samples are shown; signed in either version, as all readers take them. */
function readOffsetRuns(box: Box): Run[] {
  return readTable(box, (fields) => ({ count: fields.u32(), value: fields.i32() }));
}

/** Samples that are key frames, counted from 0. */
function readKeys(box: Box): number[] {
  return readTable(box, (fields) => fields.u32() - 1);
}

function readTimescale({ payload }: Box): number {
  const fields = new FieldReader(payload);
  const isWide = fields.u32() >>> 24 === 1;
  fields.skip(isWide ? 16 : 8);
  const timescale = fields.u32();
  if (timescale === 0) throw new Mp4FormatError('A track has no time scale');
  return timescale;
}
