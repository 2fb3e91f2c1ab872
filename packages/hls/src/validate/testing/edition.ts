import { writeSps, type SpsFields } from '../../h264/testing/write-sps.ts';
import { asciiBytes, concatBytes, u16, u32 } from '../../mp4/bytes.ts';
import { writeBox, writeFullBox } from '../../mp4/box.ts';
import { writeMovieFragment, type WrittenSample } from '../../mp4/movie-fragment.ts';
import { measureBitrates, targetDurationSeconds } from '../../packager/measure-bitrates.ts';
import { writeIFramePlaylist, writeMediaPlaylist } from '../../playlist/media-playlist.ts';
import { writeMultivariantPlaylist } from '../../playlist/multivariant-playlist.ts';
import type { HlsFile } from '../hls-reader.ts';

/** One segment that tests may change before it is written; times in ticks of the rung. */
export interface SegmentModel {
  start: number;
  pictures: WrittenSample[];
  soundStart: number;
  sound: WrittenSample[];
  /** EXTINF. Absent: what the pictures last. */
  extinf?: number;
  /** Bytes that come before the `moof`. */
  before?: Uint8Array;
}

/** One rendition that tests may change before it is written. */
export interface RungModel {
  name: string;
  sps: SpsFields;
  /** Size of the sample entry. */
  widthPx: number;
  heightPx: number;
  sampleEntry: string;
  pixelAspect: [number, number] | null;
  matrix: number[];
  soundTracks: number;
  soundEntry: string;
  channelCount: number;
  hasEditList: boolean;
  hasMvex: boolean;
  framesPerSecond: number;
  segments: SegmentModel[];
}

/** Ticks per second of the picture. */
export const timescale = 30_000;
/** Ticks of one picture at 30 per second. */
export const frameTicks = 1000;
/** Ticks per second of the sound, and of one frame of it. */
export const soundScale = 48_000;
export const soundFrame = 1024;

/** A picture: a NAL unit of this type, length-prefixed and filled up to a size. */
export function picture(nalType: number, sizeBytes: number, duration = frameTicks): WrittenSample {
  const data = new Uint8Array(sizeBytes).fill(0x55);
  data.set([...u32(sizeBytes - 4), 0x60 | nalType]);
  return { duration, compositionOffset: 0, isSync: nalType === 5, data };
}

/** One frame of sound. */
export function soundSample(): WrittenSample {
  return { duration: soundFrame, compositionOffset: 0, isSync: true, data: new Uint8Array(200).fill(0x21) };
}

/** Segments with so many pictures each, and the sound that belongs to them. */
export function segmentsOf(
  pictureCounts: readonly number[],
  bytesPerPicture: number,
  ticks = frameTicks,
): SegmentModel[] {
  let [start, heard] = [0, 0];
  return pictureCounts.map((count) => {
    const pictures = Array.from({ length: count }, (_, n) =>
      picture(n === 0 ? 5 : 1, n === 0 ? bytesPerPicture * 10 : bytesPerPicture, ticks),
    );
    const segment: SegmentModel = { start, pictures, soundStart: heard, sound: [] };
    start += count * ticks;
    while (heard / soundScale < start / timescale) {
      segment.sound.push(soundSample());
      heard += soundFrame;
    }
    return segment;
  });
}

/** Two good renditions of eight seconds. */
export function goodRungs(): RungModel[] {
  return [rung('v0', 320, 180, 400), rung('v1', 640, 360, 1200)];
}

function rung(name: string, widthPx: number, heightPx: number, bytesPerPicture: number): RungModel {
  return {
    name,
    widthPx,
    heightPx,
    sps: {
      profile: 100,
      constraints: 0,
      level: 31,
      widthPx,
      heightPx,
      isProgressive: true,
      pixelAspect: [1, 1],
      colour: { primaries: 1, transfer: 1, matrix: 1, isFullRange: false },
    },
    sampleEntry: 'avc1',
    pixelAspect: null,
    matrix: [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000],
    soundTracks: 1,
    soundEntry: 'mp4a',
    channelCount: 2,
    hasEditList: false,
    hasMvex: true,
    framesPerSecond: 30,
    segments: segmentsOf([60, 60, 60, 60], bytesPerPicture),
  };
}

/** Files of an edition by address. */
export type EditionFiles = Map<string, HlsFile>;

/** How a growing edition differs. */
export interface EditionKind {
  type: 'VOD' | 'EVENT';
  isEnded: boolean;
}

/** Writes the files of an edition: as they are, or as a web server would answer. */
export function writeEdition(
  rungs: readonly RungModel[],
  kind: EditionKind = { type: 'VOD', isEnded: true },
): EditionFiles {
  const files: EditionFiles = new Map();
  const put = (uri: string, bytes: Uint8Array) => files.set(uri, { bytes });
  const variants = rungs.map((model) => {
    put(`${model.name}/init.mp4`, writeInit(model));
    const segments = model.segments.map((segment, index) => {
      const { bytes, firstSampleEnd } = writeSegment(model, segment, index);
      const uri = `s${index}.m4s`;
      put(`${model.name}/${uri}`, bytes);
      const durationSeconds = segment.extinf ?? ticksOf(segment) / timescale;
      return { uri, durationSeconds, sizeBytes: bytes.length, keyFrameBytes: firstSampleEnd };
    });
    const listed = { mapUri: 'init.mp4', segments };
    const target = { ...(kind.type === 'EVENT' && { targetDurationSeconds: 4 }) };
    put(`${model.name}/index.m3u8`, asciiBytes(writeMediaPlaylist({ ...kind, ...listed, ...target })));
    const frames = segments.map((segment) => ({ ...segment, sizeBytes: segment.keyFrameBytes }));
    put(`${model.name}/iframes.m3u8`, asciiBytes(writeIFramePlaylist({ mapUri: 'init.mp4', frames })));
    const sps = [model.sps.profile, model.sps.constraints, model.sps.level];
    const codec = `${model.sampleEntry}.${sps.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
    const { pixelAspect } = model;
    return {
      uri: `${model.name}/index.m3u8`,
      ...measureBitrates(segments, targetDurationSeconds(segments)),
      codecs: [
        codec,
        ...(model.soundTracks > 0 ? [model.soundEntry === 'mp4a' ? 'mp4a.40.2' : model.soundEntry] : []),
      ],
      widthPx:
        pixelAspect === null ? model.widthPx : Math.round((model.widthPx * pixelAspect[0]) / pixelAspect[1]),
      heightPx: model.heightPx,
      framesPerSecond: model.framesPerSecond,
      iFrames: {
        uri: `${model.name}/iframes.m3u8`,
        ...measureBitrates(frames, targetDurationSeconds(frames)),
      },
    };
  });
  put('master.m3u8', asciiBytes(writeMultivariantPlaylist(variants)));
  return files;
}

function ticksOf({ pictures }: SegmentModel): number {
  return pictures.reduce((sum, { duration }) => sum + duration, 0);
}

function writeSegment(model: RungModel, segment: SegmentModel, index: number) {
  const { before = new Uint8Array(0) } = segment;
  const fragment = writeMovieFragment(index + 1, [
    { trackId: 1, baseDecodeTime: segment.start, samples: segment.pictures },
    ...(model.soundTracks > 0
      ? [{ trackId: 2, baseDecodeTime: segment.soundStart, samples: segment.sound }]
      : []),
  ]);
  return {
    bytes: concatBytes([before, fragment.bytes]),
    firstSampleEnd: before.length + fragment.firstSampleEnd,
  };
}

const zeros = (count: number) => new Uint8Array(count);

function writeInit(model: RungModel): Uint8Array {
  const soundIds = Array.from({ length: model.soundTracks }, (_, n) => n + 2);
  const trex = (id: number) => writeFullBox('trex', 0, 0, u32(id), u32(1), zeros(12));
  return concatBytes([
    writeBox('ftyp', asciiBytes('iso6'), zeros(4)),
    writeBox(
      'moov',
      writeFullBox('mvhd', 0, 0, zeros(8), u32(1000), zeros(84)),
      writeTrack(1, 'vide', timescale, model, videoEntry(model)),
      ...soundIds.map((id) => writeTrack(id, 'soun', soundScale, model, soundEntry(model))),
      ...(model.hasMvex ? [writeBox('mvex', ...[1, ...soundIds].map(trex))] : []),
    ),
  ]);
}

function writeTrack(
  id: number,
  handler: string,
  scale: number,
  model: RungModel,
  entry: Uint8Array,
): Uint8Array {
  const matrix = concatBytes(model.matrix.map(u32));
  const edits = writeFullBox('elst', 0, 0, u32(1), u32(0), u32(0), u32(0x10000));
  return writeBox(
    'trak',
    writeFullBox('tkhd', 0, 3, zeros(8), u32(id), zeros(24), matrix, zeros(8)),
    ...(model.hasEditList && handler === 'vide' ? [writeBox('edts', edits)] : []),
    writeBox(
      'mdia',
      writeFullBox('mdhd', 0, 0, zeros(8), u32(scale), zeros(8)),
      writeFullBox('hdlr', 0, 0, zeros(4), asciiBytes(handler), zeros(13)),
      writeBox('minf', writeBox('stbl', writeFullBox('stsd', 0, 0, u32(1), entry))),
    ),
  );
}

function videoEntry({ sampleEntry, sps, widthPx, heightPx, pixelAspect }: RungModel): Uint8Array {
  const unit = writeSps(sps);
  const avcC = writeBox(
    'avcC',
    Uint8Array.of(1, sps.profile, sps.constraints, sps.level, 0xff, 0xe1),
    u16(unit.length),
    unit,
    Uint8Array.of(1),
    u16(4),
    Uint8Array.of(0x68, 0xee, 0x3c, 0x80),
  );
  const pasp = pixelAspect === null ? [] : [writeBox('pasp', ...pixelAspect.map(u32))];
  return writeBox(sampleEntry, zeros(24), u16(widthPx), u16(heightPx), zeros(50), avcC, ...pasp);
}

function soundEntry({ soundEntry: type, channelCount }: RungModel): Uint8Array {
  const specific = [5, 2, 0x11, 0x90];
  const config = [4, 13 + specific.length, 0x40, 0x15, ...zeros(11), ...specific];
  const esds = writeFullBox('esds', 0, 0, Uint8Array.of(3, 3 + config.length, 0, 0, 0, ...config));
  return writeBox(type, zeros(16), u16(channelCount), zeros(10), esds);
}
