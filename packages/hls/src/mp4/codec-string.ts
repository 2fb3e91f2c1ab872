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
  /** AAC's channel configuration: 1 mono, 2 stereo, 7 and 0 have tables of their own; null for other codecs. */
  channelConfiguration: number | null;
}

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
  if (objectTypeIndication !== 0x40) {
    return { codec: `mp4a.${hexByte(objectTypeIndication)}`, channelConfiguration: null };
  }
  reader.skip(12);
  enterDescriptor(reader, 5);
  const first = reader.u8();
  // Object types above 31 are escaped: 5 bits of ones, then 6 bits (ISO/IEC 14496-3 section 1.6.2.1).
  if (first >> 3 === 31) {
    return { codec: `mp4a.40.${32 + ((first & 7) << 3) + (reader.u8() >> 5)}`, channelConfiguration: null };
  }
  const second = reader.u8();
  const rateIndex = ((first & 7) << 1) | (second >> 7);
  // Index 15: the rate itself stands between, in 24 bits.
  const channels = rateIndex === 15 ? (reader.skip(2), reader.u8()) : second;
  return { codec: `mp4a.40.${first >> 3}`, channelConfiguration: (channels >> 3) & 15 };
}

function enterDescriptor(reader: FieldReader, tag: number): void {
  if (reader.u8() !== tag) throw new Mp4FormatError('The audio description (esds) has an unknown layout');
  // The size is variable: seven bits per byte, the top bit says that more follow.
  while (reader.u8() & 0x80);
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0');
}
