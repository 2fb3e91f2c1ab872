import type { Orientation } from '../probe-result.ts';

/** Pictures that people may send, by FFmpeg's names of their decoders. */
export type PictureFormat = 'mjpeg' | 'png' | 'webp';

/** What a picture says of itself before it is decoded. */
export interface PictureHead {
  /** Format. */
  format: PictureFormat;
  /** Stored width in pixels, before it is turned. */
  widthPx: number;
  /** Stored height in pixels. */
  heightPx: number;
  /** How it is to be turned for display; only cameras’ JPEG files say so. */
  orientation: Orientation;
}

/**
 * Reads the head of a picture: by its bytes alone, whatever its name and type say. Null for everything else, for
 * pictures that move (WebP), and for kinds of JPEG that nobody shows.
 *
 * Sources: ITU-T T.81 annex B (JPEG), PNG (W3C, 11.2.1), WebP container (RFC 9649), EXIF 2.32 (tag 274).
 */
export function readPictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Whatever is shorter than a head holds no picture either.
  if (bytes.length < 32) return null;
  const head = readPng(view) ?? readWebp(view) ?? readJpeg(view);
  return head !== null && head.widthPx > 0 && head.heightPx > 0 ? head : null;
}

const upright: Orientation = { turn: 0, isMirrored: false };

function readPng(view: DataView): PictureHead | null {
  const isPng = view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a;
  if (!isPng || view.getUint32(8) !== 13 || wordAt(view, 12) !== 'IHDR') return null;
  const [widthPx, heightPx] = [view.getUint32(16), view.getUint32(20)];
  return { format: 'png', widthPx, heightPx, orientation: upright };
}

function readWebp(view: DataView): PictureHead | null {
  if (wordAt(view, 0) !== 'RIFF' || wordAt(view, 8) !== 'WEBP') return null;
  const size = webpSize(view);
  return size && { format: 'webp', widthPx: size[0], heightPx: size[1], orientation: upright };
}

function webpSize(view: DataView): [widthPx: number, heightPx: number] | null {
  switch (wordAt(view, 12)) {
    case 'VP8 ':
      // A key frame with its start code; the two upper bits scale.
      if ((view.getUint8(20) & 1) !== 0 || view.getUint8(23) !== 0x9d) return null;
      return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
    case 'VP8L': {
      if (view.getUint8(20) !== 0x2f) return null;
      const bits = view.getUint32(21, true);
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
    }
    case 'VP8X': {
      const isMoving = (view.getUint8(20) & 0x02) !== 0;
      const edge = (at: number): number => (view.getUint8(at) | (view.getUint16(at + 1, true) << 8)) + 1;
      return isMoving ? null : [edge(24), edge(27)];
    }
    default:
      return null;
  }
}

/** Baseline, extended and progressive; what is lossless or arithmetic no phone and no browser writes. */
const shownFrames: readonly number[] = [0xc0, 0xc1, 0xc2];
const [startOfScan, app1] = [0xda, 0xe1];
/** Frames of every kind, without the tables that lie between their numbers (T.81, table B.1). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function readJpeg(view: DataView): PictureHead | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  let orientation = upright;
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Any number of these bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (isFrame(marker)) {
      if (!shownFrames.includes(marker)) return null;
      const [heightPx, widthPx] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return { format: 'mjpeg', widthPx, heightPx, orientation };
    }
    if (marker === startOfScan || end > view.byteLength) return null;
    if (marker === app1) {
      const segment = new DataView(view.buffer, view.byteOffset + at + 4, Math.max(0, end - at - 4));
      orientation = orientationOf(segment) ?? orientation;
    }
    at = end;
  }
  return null;
}

/** EXIF’s eight ways to hold a camera: mirrored first, then turned clockwise. */
const orientations: readonly Orientation[] = [
  upright,
  { turn: 0, isMirrored: true },
  { turn: 180, isMirrored: false },
  { turn: 180, isMirrored: true },
  { turn: 270, isMirrored: true },
  { turn: 90, isMirrored: false },
  { turn: 90, isMirrored: true },
  { turn: 270, isMirrored: false },
];

const exifHead = 6;
const entryBytes = 12;
const orientationTag = 0x0112;

/** What the first directory of an EXIF segment says; null: nothing, or it is no such segment. */
function orientationOf(segment: DataView): Orientation | null {
  if (segment.byteLength < exifHead + 10 || wordAt(segment, 0) !== 'Exif') return null;
  const tiff = new DataView(segment.buffer, segment.byteOffset + exifHead, segment.byteLength - exifHead);
  const isLittle = tiff.getUint16(0) === 0x4949;
  const from = tiff.getUint32(4, isLittle);
  if (from + 2 > tiff.byteLength) return null;
  const count = tiff.getUint16(from, isLittle);
  for (let n = 0; n < count; n += 1) {
    const at = from + 2 + n * entryBytes;
    if (at + entryBytes > tiff.byteLength) return null;
    if (tiff.getUint16(at, isLittle) !== orientationTag) continue;
    return orientations[tiff.getUint16(at + 8, isLittle) - 1] ?? null;
  }
  return null;
}

function wordAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(at + n)));
}
