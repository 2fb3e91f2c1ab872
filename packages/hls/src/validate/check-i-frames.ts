import { readBoxHeader } from '../mp4/box.ts';
import { Mp4FormatError } from '../mp4/mp4-format-error.ts';
import { readMovieFragment } from '../mp4/movie-fragment.ts';
import { measureBitrates, type SegmentSize } from '../packager/measure-bitrates.ts';
import { inspectPicture } from '../packager/inspect-picture.ts';
import type { ParsedMediaPlaylist, ParsedVariant } from '../playlist/parse-playlist.ts';
import { resolveUri } from '../playlist/resolve-uri.ts';
import { variantName } from './check-multivariant.ts';
import type { ReadPlaylist } from './check-playlist-text.ts';
import type { FileSource } from './file-source.ts';
import type { Note } from './findings.ts';
import type { Rendition } from './read-rendition.ts';
import { frameSeconds, listedSeconds, realSeconds } from './rendition-times.ts';
import { type InitContent, readInit } from './segment-content.ts';

const bitrateTolerance = 0.1;
const roundingSeconds = 0.001;

/**
 * Checks an I-frame playlist: each byte range holds a whole IDR with the `moof` that describes it, and the list is as
 * long as `picture`. Answers the initialization segment, or null.
 */
export async function checkIFrames(
  list: ReadPlaylist<ParsedMediaPlaylist>,
  picture: Rendition | null,
  source: FileSource,
  note: Note,
): Promise<{ init: InitContent | null; sizes: SegmentSize[] }> {
  const { uri, playlist } = list;
  if (!playlist.isIFramesOnly) note('HLS-601', uri, 'no EXT-X-I-FRAMES-ONLY');
  const init = await openInit(list, source);
  const sizes: SegmentSize[] = [];
  for (const [index, { uri: name, byteRange, durationSeconds }] of playlist.segments.entries()) {
    const address = resolveUri(uri, name);
    const file = await source.open(address, 'segment');
    if (file === null) continue;
    const start = byteRange?.startByte ?? 0;
    const end = byteRange === null ? file.bytes.length : start + byteRange.lengthBytes;
    const where = `frame ${index}`;
    if (end <= file.bytes.length) sizes.push({ sizeBytes: end - start, durationSeconds });
    if (end > file.bytes.length)
      note('HLS-604', uri, `bytes ${start} to ${end} of ${file.bytes.length}`, where);
    else if (init !== null) {
      const lack = lackOf(file.bytes.subarray(start, end), init);
      if (lack !== null) note('HLS-602', uri, lack, where);
    }
  }
  const seconds = playlist.segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const expected = picture === null ? null : (realSeconds(picture) ?? listedSeconds(picture));
  if (
    picture !== null &&
    expected !== null &&
    Math.abs(seconds - expected) > frameSeconds(picture) + roundingSeconds
  ) {
    note('HLS-603', uri, `${seconds.toFixed(3)} s instead of ${expected.toFixed(3)} s`);
  }
  return { init, sizes };
}

/** Checks the bit rates that an I-frame variant says. */
export function checkIFrameBitrates(
  uri: string,
  variant: ParsedVariant,
  playlist: ParsedMediaPlaylist,
  sizes: readonly SegmentSize[],
  note: Note,
): void {
  if (sizes.length === 0 || sizes.length !== playlist.segments.length) return;
  const measured = measureBitrates(sizes, playlist.targetDurationSeconds);
  const compare = (rule: 'HLS-201' | 'HLS-202', name: string, real: number) => {
    const declared = variant.attributes.get(name);
    if (declared === undefined || Math.abs(Number(declared) / real - 1) <= bitrateTolerance) return;
    note(rule, uri, `${name}=${declared}, measured ${real}`, variantName(variant));
  };
  compare('HLS-201', 'BANDWIDTH', measured.peakBitrateBps);
  compare('HLS-202', 'AVERAGE-BANDWIDTH', measured.averageBitrateBps);
}

async function openInit(
  { uri, playlist }: ReadPlaylist<ParsedMediaPlaylist>,
  source: FileSource,
): Promise<InitContent | null> {
  if (playlist.mapUri === null) return null;
  const file = await source.open(resolveUri(uri, playlist.mapUri), 'init');
  if (file === null) return null;
  try {
    return readInit(file.bytes);
  } catch (error) {
    if (!(error instanceof Mp4FormatError)) throw error;
    // The media playlist of the same initialization segment tells of it.
    return null;
  }
}

/** What a byte range lacks to be an I-frame; null when it is one. */
function lackOf(range: Uint8Array, { video }: InitContent): string | null {
  if (video === null || video.avc === null) return null;
  try {
    let at = 0;
    for (let header = readBoxHeader(range, at); header !== null; header = readBoxHeader(range, at)) {
      if (header.type !== 'moof') {
        if (header.type === 'mdat') return 'no moof';
        at += header.sizeBytes;
        continue;
      }
      const end = at + header.sizeBytes;
      if (end > range.length) return 'the moof is cut off';
      const runs = readMovieFragment(range.subarray(at + header.headerBytes, end), [video]);
      const first = runs[0]?.samples[0];
      if (first === undefined) return 'no picture';
      const from = at + first.offset;
      if (from + first.size > range.length) return 'the picture is cut off';
      return inspectPicture(range.subarray(from, from + first.size), video.avc).isIdr ? null : 'no IDR';
    }
    return 'no moof';
  } catch (error) {
    if (!(error instanceof Mp4FormatError)) throw error;
    return error.message;
  }
}
