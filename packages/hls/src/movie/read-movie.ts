import { type Box, findBox, readBoxes, requireBox } from '../mp4/box.ts';
import { fourCharacters } from '../mp4/bytes.ts';
import { FieldReader } from '../mp4/field-reader.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';

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
  /** Sum of all sample durations, in milliseconds. */
  durationMs: number;
  /** In how many ways its samples are coded, one after the other; each has a description of its own. */
  descriptionCount: number;
  /** Decode times of its key frames in milliseconds; null: every sample is one. */
  keyTimesMs: number[] | null;
  /** Parts of the media that its edit list shows, one after the other; 1 without a list. */
  editCount: number;
  /** Its chunks, in the order of their samples; empty when the samples are in fragments. */
  chunks: Chunk[];
}

/** More entries than this in a table are an attack, or days of recording. */
const mostEntries = 1_000_000;

const kinds: Partial<Record<string, MovieTrack['kind']>> = { vide: 'video', soun: 'audio' };

/**
 * Reads the sample tables of a movie header (ISO/IEC 14496-12 sections 8.6 and 8.7). Tracks are in the order of the
 * file, as FFmpeg numbers them.
 *
 * @param movie the whole `moov` box
 * @throws Mp4FormatError when a table is missing, damaged or too long
 */
export function readMovie(movie: Uint8Array): MovieTrack[] {
  const moov = requireBox(readBoxes(movie), 'moov');
  return readBoxes(moov.payload)
    .filter(({ type }) => type === 'trak')
    .map(readTrack);
}

function readTrack(trak: Box): MovieTrack {
  const boxes = readBoxes(trak.payload);
  const media = readBoxes(requireBox(boxes, 'mdia').payload);
  const timescale = readTimescale(requireBox(media, 'mdhd'));
  const handler = fourCharacters(requireBox(media, 'hdlr').payload, 8);
  const tables = readBoxes(requireBox(readBoxes(requireBox(media, 'minf').payload), 'stbl').payload);
  const durations = readRuns(requireBox(tables, 'stts'));
  const toMs = (ticks: number): number => (ticks * 1000) / timescale;
  const keys = findBox(tables, 'stss');
  const descriptions = findBox(tables, 'stsd');
  const keyClock = new SampleClock(durations);
  const chunkClock = new SampleClock(durations);
  return {
    kind: kinds[handler] ?? 'other',
    durationMs: toMs(durations.reduce((sum, { count, value }) => sum + count * value, 0)),
    descriptionCount: descriptions === undefined ? 1 : new FieldReader(descriptions.payload, 4).u32(),
    keyTimesMs: keys === undefined ? null : readKeys(keys).map((sample) => toMs(keyClock.timeOf(sample))),
    editCount: countEdits(boxes),
    chunks: readChunks(tables).map(({ offset, sample }) => ({
      offset,
      startMs: toMs(chunkClock.timeOf(sample)),
    })),
  };
}

/** Gives decode times of samples that are asked for in ascending order. */
class SampleClock {
  readonly #runs: readonly { count: number; value: number }[];
  #run = 0;
  #samples = 0;
  #ticks = 0;
  #latest = 0;

  constructor(runs: readonly { count: number; value: number }[]) {
    this.#runs = runs;
  }

  /** Decode time of a sample, counted from 0, in ticks; of one behind the last, the end. */
  timeOf(sample: number): number {
    if (sample < this.#latest) throw new Mp4FormatError('The samples of a table are not in order');
    this.#latest = sample;
    for (let run = this.#runs[this.#run]; run !== undefined; run = this.#runs[this.#run]) {
      if (sample < this.#samples + run.count) return this.#ticks + (sample - this.#samples) * run.value;
      this.#samples += run.count;
      this.#ticks += run.count * run.value;
      this.#run += 1;
    }
    return this.#ticks;
  }
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

function readRuns(box: Box): { count: number; value: number }[] {
  return readTable(box, (fields) => ({ count: fields.u32(), value: fields.u32() }));
}

/** Samples that are key frames, counted from 0. */
function readKeys(box: Box): number[] {
  return readTable(box, (fields) => fields.u32() - 1);
}

/** Edits of ISO/IEC 14496-12 section 8.6.6: those that show nothing (a delay) count where they are in between. */
function countEdits(trak: Box[]): number {
  const edits = findBox(trak, 'edts');
  const list = edits && findBox(readBoxes(edits.payload), 'elst');
  if (!list) return 1;
  const isWide = list.payload[0] === 1;
  const times = readTable(list, (fields) => {
    fields.skip(isWide ? 8 : 4);
    const isEmpty = fields.u32() === 0xffffffff;
    fields.skip(isWide ? 8 : 4);
    return isEmpty;
  });
  const firstShown = times.indexOf(false);
  return firstShown < 0 ? 1 : times.length - firstShown;
}

function readTable<T>({ type, payload }: Box, readEntry: (fields: FieldReader) => T): T[] {
  const fields = new FieldReader(payload, 4);
  const count = fields.u32();
  if (count > mostEntries) throw new Mp4FormatError(`The table ${type} says it has ${count} entries`);
  return Array.from({ length: count }, () => readEntry(fields));
}

function readTimescale({ payload }: Box): number {
  const fields = new FieldReader(payload);
  const isWide = fields.u32() >>> 24 === 1;
  fields.skip(isWide ? 16 : 8);
  const timescale = fields.u32();
  if (timescale === 0) throw new Mp4FormatError('A track has no time scale');
  return timescale;
}
