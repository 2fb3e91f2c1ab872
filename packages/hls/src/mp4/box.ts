import { asciiBytes, concatBytes, fourCharacters, u32, viewOf } from './bytes.ts';
import { Mp4FormatError } from './mp4-format-error.ts';

/** One box of an MP4 file (ISO/IEC 14496-12 section 4.2). */
export interface Box {
  /** Four characters: `moov`, `trun`. */
  type: string;
  /** Bytes after the box header: a view on the given bytes, not a copy. */
  payload: Uint8Array;
}

/** Header of a box. */
export interface BoxHeader {
  /** Four characters. */
  type: string;
  /** Bytes of the header: 8, or 16 with a 64-bit size. */
  headerBytes: number;
  /** Bytes of the whole box; infinite when it reaches to the end of the file. */
  sizeBytes: number;
}

/** Reads the header of the box that starts at `at`; null when more bytes are needed. */
export function readBoxHeader(bytes: Uint8Array, at: number): BoxHeader | null {
  if (bytes.length - at < 8) return null;
  const view = viewOf(bytes);
  const size = view.getUint32(at);
  const type = fourCharacters(bytes, at + 4);
  if (size === 0) return { type, headerBytes: 8, sizeBytes: Infinity };
  if (size !== 1) {
    if (size < 8) throw new Mp4FormatError(`The box ${type} says it has ${size} bytes`);
    return { type, headerBytes: 8, sizeBytes: size };
  }
  if (bytes.length - at < 16) return null;
  const large = view.getBigUint64(at + 8);
  if (large < 16n || large > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new Mp4FormatError(`The box ${type} says it has ${large} bytes`);
  }
  return { type, headerBytes: 16, sizeBytes: Number(large) };
}

/** The boxes that fill these bytes. Throws `Mp4FormatError` when they do not fit exactly. */
export function readBoxes(bytes: Uint8Array): Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at < bytes.length) {
    const header = readBoxHeader(bytes, at);
    if (header === null) throw new Mp4FormatError('A box header is cut off');
    const end = Math.min(at + header.sizeBytes, header.sizeBytes === Infinity ? bytes.length : Infinity);
    if (end > bytes.length) throw new Mp4FormatError(`The box ${header.type} is cut off`);
    boxes.push({ type: header.type, payload: bytes.subarray(at + header.headerBytes, end) });
    at = end;
  }
  return boxes;
}

/** The first box of this type, or undefined. */
export function findBox(boxes: readonly Box[], type: string): Box | undefined {
  return boxes.find((box) => box.type === type);
}

/** The first box of this type; throws `Mp4FormatError` when it is missing. */
export function requireBox(boxes: readonly Box[], type: string): Box {
  const box = findBox(boxes, type);
  if (box === undefined) throw new Mp4FormatError(`The box ${type} is missing`);
  return box;
}

/** Follows a path of box types downwards from these bytes; throws when a step is missing. */
export function descend(bytes: Uint8Array, ...path: string[]): Uint8Array {
  return path.reduce((payload, type) => requireBox(readBoxes(payload), type).payload, bytes);
}

/** Bytes of a box with this payload. The payload must stay under 4 GiB. */
export function writeBox(type: string, ...payload: Uint8Array[]): Uint8Array {
  let size = 8;
  for (const part of payload) size += part.length;
  return concatBytes([u32(size), asciiBytes(type), ...payload]);
}

/** Bytes of a box that begins with a version and 24 bits of flags. */
export function writeFullBox(
  type: string,
  version: number,
  flags: number,
  ...payload: Uint8Array[]
): Uint8Array {
  return writeBox(type, u32(version * 2 ** 24 + flags), ...payload);
}
