import { readBoxes, requireBox, writeBox, writeFullBox } from './box.ts';
import { concatBytes, u32, u64 } from './bytes.ts';
import { FieldReader } from './field-reader.ts';
import { Mp4FormatError } from './mp4-format-error.ts';
import type { SampleDefaults, Track } from './track.ts';

/** A sample as a `moof` describes it: the bytes lie elsewhere. */
export interface SampleEntry {
  /** When it is decoded, in ticks of the track. */
  decodeTime: number;
  /** When it is presented. */
  presentationTime: number;
  /** How long it lasts, in ticks. */
  duration: number;
  /** Whether its flags say that decoding can start here. */
  isSync: boolean;
  /** Bytes from the start of the `moof`. */
  offset: number;
  /** Bytes. */
  size: number;
}

/** Samples of one track in one fragment. */
export interface TrackSamples {
  /** Track they belong to. */
  trackId: number;
  /** In decode order. */
  samples: SampleEntry[];
}

/** Reads the payload of a `moof` (ISO/IEC 14496-12 section 8.8); tracks that are not listed are left out. */
export function readMovieFragment(moof: Uint8Array, tracks: readonly Track[]): TrackSamples[] {
  const found: TrackSamples[] = [];
  for (const traf of readBoxes(moof)) {
    if (traf.type !== 'traf') continue;
    const boxes = readBoxes(traf.payload);
    const header = new FieldReader(requireBox(boxes, 'tfhd').payload);
    const flags = header.u32() & 0xffffff;
    const trackId = header.u32();
    const track = tracks.find(({ id }) => id === trackId);
    if (track === undefined) continue;
    if (flags & 1) throw new Mp4FormatError('Absolute data offsets are not supported');
    if (flags & 2) header.skip(4);
    const duration = flags & 8 ? header.u32() : track.defaults.duration;
    const size = flags & 16 ? header.u32() : track.defaults.size;
    const sampleFlags = flags & 32 ? header.u32() : track.defaults.flags;
    const time = new FieldReader(requireBox(boxes, 'tfdt').payload);
    let decodeTime = time.u32() >>> 24 === 1 ? time.u64() : time.u32();
    const samples: SampleEntry[] = [];
    for (const box of boxes) {
      if (box.type !== 'trun') continue;
      decodeTime = readRun(
        new FieldReader(box.payload),
        { duration, size, flags: sampleFlags },
        decodeTime,
        samples,
      );
    }
    found.push({ trackId, samples });
  }
  return found;
}

function readRun(run: FieldReader, defaults: SampleDefaults, startTime: number, into: SampleEntry[]): number {
  const first = run.u32();
  const signedOffsets = first >>> 24 === 1;
  const count = run.u32();
  const previous = into.at(-1);
  let offset = first & 1 ? run.i32() : previous === undefined ? NaN : previous.offset + previous.size;
  if (Number.isNaN(offset)) throw new Mp4FormatError('A run of samples does not say where its data lies');
  const firstFlags = first & 4 ? run.u32() : null;
  let decodeTime = startTime;
  for (let n = 0; n < count; n += 1) {
    const duration = first & 0x100 ? run.u32() : defaults.duration;
    const size = first & 0x200 ? run.u32() : defaults.size;
    const flags = first & 0x400 ? run.u32() : n === 0 && firstFlags !== null ? firstFlags : defaults.flags;
    const shift = first & 0x800 ? (signedOffsets ? run.i32() : run.u32()) : 0;
    // Bit 16: sample_is_non_sync_sample (section 8.8.3.1).
    const isSync = (flags & 0x1_0000) === 0;
    into.push({ decodeTime, presentationTime: decodeTime + shift, duration, isSync, offset, size });
    decodeTime += duration;
    offset += size;
  }
  return decodeTime;
}

/** A sample that is to be written. */
export interface WrittenSample {
  /** How long until the next one is decoded, in ticks. */
  duration: number;
  /** Presentation minus decode time; may be negative. */
  compositionOffset: number;
  /** Whether decoding can start here. */
  isSync: boolean;
  /** Its bytes. */
  data: Uint8Array;
}

/** One track of a fragment that is to be written. */
export interface WrittenTrack {
  /** Track. */
  trackId: number;
  /** Decode time of the first sample, in ticks. */
  baseDecodeTime: number;
  /** In decode order. */
  samples: readonly WrittenSample[];
}

/**
 * One `moof` and its `mdat`. The tracks' data follow each other in the given order, so that the first sample
 * of the first track lies directly behind the boxes' headers (I-frame playlists need that).
 */
export function writeMovieFragment(
  sequenceNumber: number,
  tracks: readonly WrittenTrack[],
): { bytes: Uint8Array; firstSampleEnd: number } {
  const filled = tracks.filter(({ samples }) => samples.length > 0);
  // The size of a moof does not depend on the offsets in it: measure it with zeros first.
  const moofBytes = moofBox(
    sequenceNumber,
    filled,
    filled.map(() => 0),
  ).length;
  const offsets: number[] = [];
  let offset = moofBytes + 8;
  for (const { samples } of filled) {
    offsets.push(offset);
    for (const { data } of samples) offset += data.length;
  }
  const moof = moofBox(sequenceNumber, filled, offsets);
  const mdatHeader = writeBox('mdat');
  mdatHeader.set(u32(offset - moofBytes));
  const data = filled.flatMap(({ samples }) => samples.map((sample) => sample.data));
  return {
    bytes: concatBytes([moof, mdatHeader, ...data]),
    firstSampleEnd: moofBytes + 8 + (data[0]?.length ?? 0),
  };
}

function moofBox(
  sequenceNumber: number,
  tracks: readonly WrittenTrack[],
  offsets: readonly number[],
): Uint8Array {
  const trafs = tracks.map((track, at) => trafBox(track, offsets[at] ?? 0));
  return writeBox('moof', writeFullBox('mfhd', 0, 0, u32(sequenceNumber)), ...trafs);
}

function trafBox(track: WrittenTrack, dataOffset: number): Uint8Array {
  const rows = track.samples.map((sample) =>
    concatBytes([
      u32(sample.duration),
      u32(sample.data.length),
      u32(sample.isSync ? 0x02000000 : 0x01010000),
      u32(sample.compositionOffset),
    ]),
  );
  return writeBox(
    'traf',
    // 0x20000: offsets count from the start of this moof.
    writeFullBox('tfhd', 0, 0x20000, u32(track.trackId)),
    writeFullBox('tfdt', 1, 0, u64(track.baseDecodeTime)),
    // Version 1: composition offsets are signed. Flags: offset, duration, size, flags, composition offset.
    writeFullBox('trun', 1, 0xf01, u32(track.samples.length), u32(dataOffset), ...rows),
  );
}
