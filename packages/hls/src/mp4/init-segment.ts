import { type Box, descend, findBox, readBoxes, requireBox, writeBox } from './box.ts';
import { asciiBytes, concatBytes, fourCharacters, u32 } from './bytes.ts';
import { readAvcConfiguration, readMp4AudioDescription } from './codec-string.ts';
import { FieldReader } from './field-reader.ts';
import { Mp4FormatError } from './mp4-format-error.ts';
import type { SampleDefaults, Track, TrackPicture } from './track.ts';

/** Boxes that fragments or playlists make wrong or needless: edit lists, and metadata that could name a place. */
const droppedBoxes = new Set(['edts', 'udta', 'meta', 'uuid', 'free', 'skip', 'tref', 'iods']);
const containerBoxes = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'mvex']);

/** The video and audio tracks that the payload of a `moov` box describes; other kinds are left out. */
export function readTracks(moov: Uint8Array): Track[] {
  const boxes = readBoxes(moov);
  const defaults = readSampleDefaults(findBox(boxes, 'mvex'));
  const movieTimescale = readTimescale(requireBox(boxes, 'mvhd').payload);
  return boxes
    .filter((box) => box.type === 'trak')
    .flatMap((box) => readTrack(box.payload, movieTimescale, defaults));
}

/**
 * An initialization segment with the given tracks: `ftyp` and the `moov` without edit lists, durations and
 * metadata. Colour and pixel aspect stay, and the track matrix unless the pictures are upright already.
 */
export function writeInitSegment(
  moov: Uint8Array,
  trackIds: ReadonlySet<number>,
  { isUpright }: { isUpright: boolean },
): Uint8Array {
  const rewrite = (box: Box) => rewriteBox(box, isUpright);
  const brands = asciiBytes('iso6mp41');
  const ftyp = writeBox('ftyp', asciiBytes('iso6'), u32(0), brands);
  const kept = readBoxes(moov).filter(
    (box) => box.type !== 'trak' || trackIds.has(readTrackHeader(box.payload).id),
  );
  const trex = (box: Box) => box.type !== 'trex' || trackIds.has(new FieldReader(box.payload, 4).u32());
  const written = kept.map((box) =>
    box.type === 'mvex'
      ? writeBox(
          'mvex',
          ...readBoxes(box.payload)
            .filter((child) => child.type === 'trex' && trex(child))
            .map(rewrite),
        )
      : rewrite(box),
  );
  return concatBytes([ftyp, writeBox('moov', ...written)]);
}

/** The track matrix that changes nothing (ISO/IEC 14496-12 section 6.2.2). */
export const uprightMatrix: readonly number[] = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

function rewriteBox(box: Box, isUpright: boolean): Uint8Array {
  if (droppedBoxes.has(box.type)) return new Uint8Array(0);
  if (containerBoxes.has(box.type)) {
    return writeBox(box.type, ...readBoxes(box.payload).map((child) => rewriteBox(child, isUpright)));
  }
  if (box.type === 'mvhd' || box.type === 'mdhd') return writeBox(box.type, withoutTimes(box.payload, 4));
  if (box.type === 'tkhd') {
    const header = withoutTimes(box.payload, 8);
    if (isUpright) header.set(concatBytes(uprightMatrix.map(u32)), header[0] === 1 ? 52 : 40);
    return writeBox(box.type, header);
  }
  return writeBox(box.type, box.payload);
}

/** `between`: bytes from the two times to the duration (timescale, or track id and reserved). */
function withoutTimes(payload: Uint8Array, between: number): Uint8Array {
  const copy = payload.slice();
  const width = payload[0] === 1 ? 8 : 4;
  // Creation and modification time tell when somebody filmed; nobody needs them here.
  copy.fill(0, 4, 4 + 2 * width);
  // Fragments carry the durations; a wrong total would make players stop early.
  copy.fill(0, 4 + 2 * width + between, 4 + 3 * width + between);
  return copy;
}

function readSampleDefaults(mvex: Box | undefined): Map<number, SampleDefaults> {
  const defaults = new Map<number, SampleDefaults>();
  for (const box of mvex === undefined ? [] : readBoxes(mvex.payload)) {
    if (box.type !== 'trex') continue;
    const reader = new FieldReader(box.payload, 4);
    const id = reader.u32();
    reader.skip(4);
    defaults.set(id, { duration: reader.u32(), size: reader.u32(), flags: reader.u32() });
  }
  return defaults;
}

function readTrackHeader(trak: Uint8Array): { id: number; matrix: number[] } {
  const reader = new FieldReader(descend(trak, 'tkhd'));
  const wide = reader.u32() >>> 24 === 1;
  reader.skip(wide ? 16 : 8);
  const id = reader.u32();
  reader.skip(4 + (wide ? 8 : 4) + 16);
  return { id, matrix: Array.from({ length: 9 }, () => reader.i32()) };
}

function readTimescale(header: Uint8Array): number {
  const reader = new FieldReader(header);
  reader.skip(reader.u32() >>> 24 === 1 ? 16 : 8);
  const timescale = reader.u32();
  if (timescale === 0) throw new Mp4FormatError('A timescale is zero');
  return timescale;
}

/** An edit list shifts the track: an empty edit delays it, the start of the first real edit pulls it forward. */
function readShift(trak: Uint8Array, timescale: number, movieTimescale: number): number {
  const edts = findBox(readBoxes(trak), 'edts');
  if (edts === undefined) return 0;
  const reader = new FieldReader(descend(edts.payload, 'elst'));
  const wide = reader.u32() >>> 24 === 1;
  let shift = 0;
  for (let left = reader.u32(); left > 0; left -= 1) {
    const duration = wide ? reader.u64() : reader.u32();
    const isEmpty = wide ? reader.isMinusOne64() : reader.isMinusOne32();
    if (!isEmpty) return shift - (wide ? reader.u64() : reader.u32());
    shift += (duration * timescale) / movieTimescale;
    reader.skip(wide ? 12 : 8);
  }
  return shift;
}

function readTrack(
  trak: Uint8Array,
  movieTimescale: number,
  allDefaults: Map<number, SampleDefaults>,
): Track[] {
  const { id, matrix } = readTrackHeader(trak);
  const handler = fourCharacters(descend(trak, 'mdia', 'hdlr'), 8);
  if (handler !== 'vide' && handler !== 'soun') return [];
  const timescale = readTimescale(descend(trak, 'mdia', 'mdhd'));
  const entry = readBoxes(descend(trak, 'mdia', 'minf', 'stbl', 'stsd').subarray(8))[0];
  if (entry === undefined) throw new Mp4FormatError(`Track ${id} has no sample entry`);
  const base = {
    id,
    timescale,
    shift: readShift(trak, timescale, movieTimescale),
    sampleEntry: entry.type,
    defaults: allDefaults.get(id) ?? { duration: 0, size: 0, flags: 0 },
  };
  if (handler === 'soun') {
    // 28 bytes of the audio sample entry come before its boxes.
    const boxes = readBoxes(entry.payload.subarray(28));
    const { codec, aac } =
      entry.type === 'mp4a'
        ? readMp4AudioDescription(requireBox(boxes, 'esds').payload)
        : { codec: entry.type, aac: null };
    return [
      {
        ...base,
        kind: 'audio',
        codec,
        avc: null,
        picture: null,
        channelCount: new FieldReader(entry.payload, 16).u16(),
        aac: aac && { channels: aac.channels, frameTicks: aac.frameSeconds * timescale },
      },
    ];
  }
  const avcC = findBox(readBoxes(entry.payload.subarray(78)), 'avcC');
  const { codec, avc } =
    avcC === undefined ? { codec: entry.type, avc: null } : readAvcConfiguration(entry.type, avcC.payload);
  return [
    {
      ...base,
      kind: 'video',
      codec,
      avc,
      picture: readPicture(entry.payload, matrix),
      channelCount: null,
      aac: null,
    },
  ];
}

function readPicture(entry: Uint8Array, matrix: number[]): TrackPicture {
  const reader = new FieldReader(entry, 24);
  const pasp = findBox(readBoxes(entry.subarray(78)), 'pasp');
  const aspect = pasp === undefined ? null : new FieldReader(pasp.payload);
  return {
    codedWidthPx: reader.u16(),
    codedHeightPx: reader.u16(),
    matrix,
    pixelAspect: aspect === null ? [1, 1] : [aspect.u32(), aspect.u32()],
  };
}
