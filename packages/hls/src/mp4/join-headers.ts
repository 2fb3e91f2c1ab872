import { type Box, readBoxes, writeBox } from './box.ts';
import { concatBytes, u32, viewOf } from './bytes.ts';
import { FieldReader } from './field-reader.ts';
import { Mp4FormatError } from './mp4-format-error.ts';
import type { Track } from './track.ts';

/** What the start of a stream said. */
export interface StreamHeader {
  /** Its tracks. */
  tracks: Track[];
  /** Payload of its `moov` box. */
  moov: Uint8Array;
}

/**
 * The header of one stream with the picture of the first and the sound of the second, which gets another track
 * id. Other tracks are left out; all times stay as they are.
 *
 * @throws Mp4FormatError when a track is missing
 */
export function joinHeaders(picture: StreamHeader, sound: StreamHeader): StreamHeader {
  const video = picture.tracks.find(({ kind }) => kind === 'video');
  const audio = sound.tracks.find(({ kind }) => kind === 'audio');
  if (video === undefined || audio === undefined) throw new Mp4FormatError('A stream lacks its track');
  const soundId = video.id + 1;
  const moov = readBoxes(picture.moov).flatMap((box) => {
    if (box.type === 'trak') return [];
    if (box.type === 'mvhd') return [writeBox('mvhd', withNextTrackId(box.payload, soundId + 1))];
    if (box.type !== 'mvex') return [writeBox(box.type, box.payload)];
    const tracks = [
      writeBox('trak', trakOf(picture.moov, video.id)),
      writeBox('trak', renumbered(trakOf(sound.moov, audio.id), soundId)),
    ];
    const extensions = [
      writeBox('trex', trexOf(picture.moov, video.id)),
      writeBox('trex', withU32(trexOf(sound.moov, audio.id), 4, soundId)),
    ];
    return [...tracks, writeBox('mvex', ...extensions)];
  });
  return { tracks: [video, { ...audio, id: soundId }], moov: concatBytes(moov) };
}

function trakOf(moov: Uint8Array, id: number): Uint8Array {
  const found = readBoxes(moov).find(
    (box) => box.type === 'trak' && readBoxes(box.payload).some((child) => isHeaderOf(child, id)),
  );
  if (found === undefined) throw new Mp4FormatError(`Track ${id} is missing`);
  return found.payload;
}

function isHeaderOf({ type, payload }: Box, id: number): boolean {
  return type === 'tkhd' && new FieldReader(payload, idOffset(payload)).u32() === id;
}

function trexOf(moov: Uint8Array, id: number): Uint8Array {
  const mvex = readBoxes(moov).find(({ type }) => type === 'mvex');
  const found = readBoxes(mvex?.payload ?? new Uint8Array(0)).find(
    ({ type, payload }) => type === 'trex' && new FieldReader(payload, 4).u32() === id,
  );
  if (found === undefined) throw new Mp4FormatError(`Track ${id} has no defaults (trex)`);
  return found.payload;
}

function renumbered(trak: Uint8Array, id: number): Uint8Array {
  const boxes = readBoxes(trak).map(({ type, payload }) =>
    writeBox(type, type === 'tkhd' ? withU32(payload, idOffset(payload), id) : payload),
  );
  return concatBytes(boxes);
}

/** Where `tkhd` holds the track's id: behind two times of 32 or 64 bits. */
function idOffset(tkhd: Uint8Array): number {
  return tkhd[0] === 1 ? 20 : 12;
}

function withNextTrackId(mvhd: Uint8Array, id: number): Uint8Array {
  return withU32(mvhd, mvhd.length - 4, id);
}

function withU32(payload: Uint8Array, at: number, value: number): Uint8Array {
  if (at < 0 || at + 4 > viewOf(payload).byteLength) throw new Mp4FormatError('A box is cut off');
  return concatBytes([payload.subarray(0, at), u32(value), payload.subarray(at + 4)]);
}
