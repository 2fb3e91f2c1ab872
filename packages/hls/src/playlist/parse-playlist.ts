import { parseAttributes } from './parse-attributes.ts';

/** A playlist that breaks the grammar of RFC 8216. */
export class PlaylistError extends Error {
  override readonly name = 'PlaylistError';
}

/** A segment of a parsed media playlist. */
export interface ParsedSegment {
  /** URI as written. */
  uri: string;
  /** Seconds of EXTINF. */
  durationSeconds: number;
  /** Part of the file; null for all of it. */
  byteRange: ByteRange | null;
  /** Initialization segment in force; null for none. */
  map: { uri: string; byteRange: ByteRange | null } | null;
  /** Whether EXT-X-DISCONTINUITY stands before it: times and tracks may begin anew. */
  isDiscontinuous: boolean;
  /** Whether a key (EXT-X-KEY with a method other than NONE) is in force. */
  isEncrypted: boolean;
}

/** A part of a file, as EXT-X-BYTERANGE says it. */
export interface ByteRange {
  /** Bytes. */
  lengthBytes: number;
  /** First byte; null: behind the part that was named before. */
  startByte: number | null;
}

/** A parsed media playlist. */
export interface ParsedMediaPlaylist {
  /** Kind of playlist. */
  kind: 'media';
  /** EXT-X-VERSION; 1 when absent. */
  version: number;
  /** EXT-X-TARGETDURATION. */
  targetDurationSeconds: number;
  /** EXT-X-PLAYLIST-TYPE; null when absent. */
  type: 'VOD' | 'EVENT' | null;
  /** Whether EXT-X-ENDLIST is there. */
  isEnded: boolean;
  /** Whether EXT-X-INDEPENDENT-SEGMENTS is there. */
  hasIndependentSegments: boolean;
  /** Whether EXT-X-I-FRAMES-ONLY is there. */
  isIFramesOnly: boolean;
  /** TIME-OFFSET of EXT-X-START; null when absent. */
  startOffsetSeconds: number | null;
  /** URI of the first EXT-X-MAP; null when absent. */
  mapUri: string | null;
  /** In order. */
  segments: ParsedSegment[];
}

/** A variant of a parsed multivariant playlist: its attributes as written, without quotes. */
export interface ParsedVariant {
  /** URI as written. */
  uri: string;
  /** Whether it is an I-frame stream. */
  isIFramesOnly: boolean;
  /** `BANDWIDTH`, `CODECS` and so on. */
  attributes: ReadonlyMap<string, string>;
}

/** A parsed multivariant playlist. */
export interface ParsedMultivariantPlaylist {
  /** Kind of playlist. */
  kind: 'multivariant';
  /** EXT-X-VERSION; 1 when absent. */
  version: number;
  /** Whether EXT-X-INDEPENDENT-SEGMENTS is there. */
  hasIndependentSegments: boolean;
  /** In order, I-frame streams among them. */
  variants: ParsedVariant[];
  /** Attributes of each EXT-X-MEDIA, without quotes. */
  media: ReadonlyMap<string, string>[];
}

/** Reads a playlist of either kind. Unknown tags are passed over, as the RFC demands. Throws `PlaylistError`. */
export function parsePlaylist(text: string): ParsedMediaPlaylist | ParsedMultivariantPlaylist {
  const rows = text
    .split(/\r?\n/)
    .filter((row) => row !== '' && (row.startsWith('#EXT') || !row.startsWith('#')));
  if (rows[0] !== '#EXTM3U') throw new PlaylistError('A playlist begins with #EXTM3U');
  const tags = rows.slice(1).map(splitRow);
  const isMultivariant = tags.some(({ name }) => /^EXT-X-(I-FRAME-)?STREAM-INF$/.test(name));
  return isMultivariant ? parseMultivariant(tags) : parseMedia(tags);
}

interface Row {
  /** Tag without `#`; empty for a URI. */
  name: string;
  value: string;
}

function splitRow(row: string): Row {
  if (!row.startsWith('#')) return { name: '', value: row };
  const colon = row.indexOf(':');
  return colon < 0
    ? { name: row.slice(1), value: '' }
    : { name: row.slice(1, colon), value: row.slice(colon + 1) };
}

function parseMultivariant(rows: readonly Row[]): ParsedMultivariantPlaylist {
  const variants: ParsedVariant[] = [];
  const media: ReadonlyMap<string, string>[] = [];
  let pending: Map<string, string> | null = null;
  for (const { name, value } of rows) {
    if (name === '') {
      if (pending === null) throw new PlaylistError(`The URI ${value} has no EXT-X-STREAM-INF`);
      variants.push({ uri: value, isIFramesOnly: false, attributes: pending });
      pending = null;
    } else if (pending !== null) {
      throw new PlaylistError('EXT-X-STREAM-INF is not followed by a URI');
    } else if (name === 'EXT-X-STREAM-INF') {
      pending = parseAttributes(value);
    } else if (name === 'EXT-X-MEDIA') {
      media.push(parseAttributes(value));
    } else if (name === 'EXT-X-I-FRAME-STREAM-INF') {
      const attributes = parseAttributes(value);
      variants.push({ uri: required(attributes, 'URI'), isIFramesOnly: true, attributes });
    }
  }
  if (pending !== null) throw new PlaylistError('EXT-X-STREAM-INF is not followed by a URI');
  return { kind: 'multivariant', ...commonOf(rows), variants, media };
}

function parseMedia(rows: readonly Row[]): ParsedMediaPlaylist {
  const value = (name: string) => rows.find((row) => row.name === name)?.value;
  const segments: ParsedSegment[] = [];
  let durationSeconds: number | null = null;
  let byteRange: ByteRange | null = null;
  let map: ParsedSegment['map'] = null;
  let [isDiscontinuous, isEncrypted] = [false, false];
  for (const row of rows) {
    if (row.name === 'EXTINF') durationSeconds = decimal(row.value.split(',')[0] ?? '');
    if (row.name === 'EXT-X-BYTERANGE') byteRange = parseByteRange(row.value);
    if (row.name === 'EXT-X-MAP') map = parseMap(row.value);
    if (row.name === 'EXT-X-DISCONTINUITY') isDiscontinuous = true;
    if (row.name === 'EXT-X-KEY') isEncrypted = parseAttributes(row.value).get('METHOD') !== 'NONE';
    if (row.name !== '') continue;
    if (durationSeconds === null) throw new PlaylistError(`The URI ${row.value} has no EXTINF`);
    segments.push({ uri: row.value, durationSeconds, byteRange, map, isDiscontinuous, isEncrypted });
    [durationSeconds, byteRange, isDiscontinuous] = [null, null, false];
  }
  const target = value('EXT-X-TARGETDURATION');
  if (target === undefined) throw new PlaylistError('EXT-X-TARGETDURATION is missing');
  const type = value('EXT-X-PLAYLIST-TYPE') ?? null;
  if (type !== null && type !== 'VOD' && type !== 'EVENT') throw new PlaylistError(`Unknown type ${type}`);
  const start = value('EXT-X-START');
  const firstMap = value('EXT-X-MAP');
  return {
    kind: 'media',
    ...commonOf(rows),
    targetDurationSeconds: integer(target),
    type,
    isEnded: value('EXT-X-ENDLIST') !== undefined,
    isIFramesOnly: value('EXT-X-I-FRAMES-ONLY') !== undefined,
    startOffsetSeconds: start === undefined ? null : decimal(required(parseAttributes(start), 'TIME-OFFSET')),
    mapUri: firstMap === undefined ? null : parseMap(firstMap).uri,
    segments,
  };
}

function commonOf(rows: readonly Row[]): { version: number; hasIndependentSegments: boolean } {
  const version = rows.find(({ name }) => name === 'EXT-X-VERSION')?.value;
  return {
    version: version === undefined ? 1 : integer(version),
    hasIndependentSegments: rows.some(({ name }) => name === 'EXT-X-INDEPENDENT-SEGMENTS'),
  };
}

function parseMap(value: string): { uri: string; byteRange: ByteRange | null } {
  const attributes = parseAttributes(value);
  const range = attributes.get('BYTERANGE');
  return {
    uri: required(attributes, 'URI'),
    byteRange: range === undefined ? null : parseByteRange(range),
  };
}

function parseByteRange(text: string): ByteRange {
  const [length = '', start] = text.split('@');
  return { lengthBytes: integer(length), startByte: start === undefined ? null : integer(start) };
}

function required(attributes: ReadonlyMap<string, string>, name: string): string {
  const value = attributes.get(name);
  if (value === undefined) throw new PlaylistError(`The attribute ${name} is missing`);
  return value;
}

function integer(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new PlaylistError(`${JSON.stringify(text)} is not a whole number`);
  return Number(text);
}

function decimal(text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new PlaylistError(`${JSON.stringify(text)} is not a number`);
  return Number(text);
}
