import { FieldReader } from './field-reader.ts';
import { Mp4FormatError } from './mp4-format-error.ts';
import type { AvcConfiguration } from './track.ts';

/** What `avcC` (ISO/IEC 14496-15 section 5.3.3) says, with its RFC 6381 string. */
export function readAvcConfiguration(
  sampleEntry: string,
  payload: Uint8Array,
): { codec: string; avc: AvcConfiguration } {
  const reader = new FieldReader(payload);
  reader.skip(1);
  const [profile, constraints, level] = [reader.u8(), reader.u8(), reader.u8()];
  const nalLengthBytes = (reader.u8() & 3) + 1;
  const parameterSets: Uint8Array[] = [];
  for (const mask of [31, 255]) {
    const count = reader.u8() & mask;
    for (let n = 0; n < count; n += 1) parameterSets.push(reader.bytes(reader.u16()));
  }
  const codec = `${sampleEntry}.${[profile, constraints, level].map(hexByte).join('')}`;
  return { codec, avc: { nalLengthBytes, parameterSets } };
}

/** What the `esds` box of a sound track says. */
export interface Mp4AudioDescription {
  /** RFC 6381 string: `mp4a.40.2`. */
  codec: string;
  /** What an AAC-LC stream is like; null for other codecs. */
  aac: AacConfiguration | null;
}

/** The configuration of AAC-LC (ISO/IEC 14496-3 sections 1.6.2.1 and 4.4.1). */
export interface AacConfiguration {
  /** Channel configuration: 1 mono, 2 stereo, 7 and 0 have tables of their own. */
  channels: number;
  /** Seconds that one frame lasts. */
  frameSeconds: number;
}

/** Sampling frequencies by their index (table 1.18). */
const sampleRates = [
  ...[96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350],
];

/** Object type of AAC-LC. */
const lowComplexity = 2;

/** Reads an `esds` payload, after version and flags. */
export function readMp4AudioDescription(payload: Uint8Array): Mp4AudioDescription {
  const reader = new FieldReader(payload, 4);
  enterDescriptor(reader, 3);
  reader.skip(2);
  const flags = reader.u8();
  if (flags & 0x80) reader.skip(2);
  if (flags & 0x40) reader.skip(reader.u8());
  if (flags & 0x20) reader.skip(2);
  enterDescriptor(reader, 4);
  const objectTypeIndication = reader.u8();
  if (objectTypeIndication !== 0x40) return { codec: `mp4a.${hexByte(objectTypeIndication)}`, aac: null };
  reader.skip(12);
  enterDescriptor(reader, 5);
  const first = reader.u8();
  // Object types above 31 are escaped: 5 bits of ones, then 6 bits (ISO/IEC 14496-3 section 1.6.2.1).
  if (first >> 3 === 31) {
    return { codec: `mp4a.40.${32 + ((first & 7) << 3) + (reader.u8() >> 5)}`, aac: null };
  }
  const codec = `mp4a.40.${first >> 3}`;
  const second = reader.u8();
  if (first >> 3 !== lowComplexity) return { codec, aac: null };
  const sampleRate = sampleRates[((first & 7) << 1) | (second >> 7)];
  // Index 15: the rate itself stands between; nobody writes that.
  if (sampleRate === undefined) return { codec, aac: null };
  const samples = second & 4 ? 960 : 1024;
  return { codec, aac: { channels: (second >> 3) & 15, frameSeconds: samples / sampleRate } };
}

function enterDescriptor(reader: FieldReader, tag: number): void {
  if (reader.u8() !== tag) throw new Mp4FormatError('The audio description (esds) has an unknown layout');
  // The size is variable: seven bits per byte, the top bit says that more follow.
  while (reader.u8() & 0x80);
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0');
}
