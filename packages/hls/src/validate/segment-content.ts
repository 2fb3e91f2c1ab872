import { findBox, readBoxes } from '../mp4/box.ts';
import { concatBytes, viewOf } from '../mp4/bytes.ts';
import { FragmentReader } from '../mp4/fragment-reader.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import type { Sample, Track } from '../mp4/track.ts';

/** An initialization segment as read. */
export interface InitContent {
  /** The file. */
  bytes: Uint8Array;
  /** Its tracks of picture and sound. */
  tracks: Track[];
  /** The first picture track; null for none. */
  video: Track | null;
  /** The first sound track; null for none. */
  audio: Track | null;
  /** Whether a track has an edit list. */
  hasEditList: boolean;
}

/** Reads an initialization segment. Throws `Mp4FormatError`. */
export function readInit(bytes: Uint8Array): InitContent {
  const boxes = readBoxes(bytes);
  if (findBox(boxes, 'ftyp') === undefined) throw new Mp4FormatError('The box ftyp is missing');
  const events = new FragmentReader().push(bytes);
  const header = events.find((event) => event.kind === 'header');
  if (header?.kind !== 'header') throw new Mp4FormatError('The box moov is missing');
  const movie = readBoxes(header.moov);
  if (findBox(movie, 'mvex') === undefined) throw new Mp4FormatError('The box mvex is missing');
  return {
    bytes,
    tracks: header.tracks,
    video: header.tracks.find(({ kind }) => kind === 'video') ?? null,
    audio: header.tracks.find(({ kind }) => kind === 'audio') ?? null,
    hasEditList: movie.some(
      ({ type, payload }) => type === 'trak' && findBox(readBoxes(payload), 'edts') !== undefined,
    ),
  };
}

/** Samples of one media segment, in decode order. */
export interface SegmentContent {
  /** Pictures. */
  pictures: Sample[];
  /** Frames of sound. */
  sound: Sample[];
}

/** Reads a media segment. Throws `Mp4FormatError`. */
export function readSegment(init: InitContent, bytes: Uint8Array): SegmentContent {
  const reader = new FragmentReader();
  const events = reader.push(concatBytes([init.bytes, bytes]));
  reader.finish();
  const samplesOf = (track: Track | null) =>
    events.flatMap((event) =>
      event.kind === 'fragment' && track !== null ? (event.samples.get(track.id) ?? []) : [],
    );
  const content = { pictures: samplesOf(init.video), sound: samplesOf(init.audio) };
  if ((init.video === null ? content.sound : content.pictures).length === 0) {
    throw new Mp4FormatError('There are no samples');
  }
  return content;
}

/** What kind of segment bytes are. */
export type SegmentFormat = 'mp4' | 'ts' | 'other';

/** Looks at the first bytes of a segment. */
export function segmentFormat(bytes: Uint8Array): SegmentFormat {
  // Packets of a transport stream are 188 bytes long and begin with 0x47.
  if (bytes[0] === 0x47 && (bytes.length <= 188 || bytes[188] === 0x47)) return 'ts';
  if (bytes.length < 8) return 'other';
  const type = String.fromCharCode(...bytes.subarray(4, 8));
  const isBox = ['styp', 'moof', 'sidx', 'ftyp', 'emsg', 'prft', 'free'].includes(type);
  return isBox && viewOf(bytes).getUint32(0) !== 0 ? 'mp4' : 'other';
}
