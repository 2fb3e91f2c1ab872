import { measureBitrates, targetDurationSeconds } from '../packager/measure-bitrates.ts';
import type { PackagingFacts } from '../packager/packaging-facts.ts';
import { writeIFramePlaylist, writeMediaPlaylist } from './media-playlist.ts';
import { type IFrameVariant, risingVariants, writeMultivariantPlaylist } from './multivariant-playlist.ts';

/** A segment of an edition. */
export interface EditionSegment {
  /** File name within its rendition. */
  name: string;
  /** Length in seconds. */
  durationSeconds: number;
  /** Bytes from the start of the file that hold the key frame alone. */
  keyFrameBytes: number;
}

/** A rendition of an edition. */
export interface EditionStream {
  /** Folder below the edition: `v0`. */
  name: string;
  /** Its segments, in order. */
  segments: readonly EditionSegment[];
  /** What the packager learned. */
  facts: PackagingFacts;
}

/** A playlist of an edition. */
export interface EditionPlaylist {
  /** Path below the edition: `master.m3u8`, `v0/index.m3u8`. */
  name: string;
  /** Its text. */
  body: string;
}

/** File name of the initialization segment of every rendition. */
export const initName = 'init.mp4';

/**
 * The playlists of an edition whose only rendition still grows, or has grown to its end: it keeps its type and the
 * target duration that it promised from the start. `targetSeconds`: the longest segment to come, in whole seconds.
 */
export function growingPlaylists(
  stream: EditionStream,
  { targetSeconds, isEnded }: { targetSeconds: number; isEnded: boolean },
): EditionPlaylist[] {
  const kind = { type: 'EVENT', isEnded, targetDurationSeconds: targetSeconds } as const;
  return [masterOf([stream], { hasIFrames: false }), mediaOf(stream, kind)];
}

/** The playlists of a complete edition; renditions smallest first. */
export function sealedPlaylists(streams: readonly EditionStream[]): EditionPlaylist[] {
  return [
    masterOf(streams, { hasIFrames: true }),
    ...streams.flatMap((stream) => [mediaOf(stream, { type: 'VOD', isEnded: true }), iFramesOf(stream)]),
  ];
}

/** Renditions that cost as much as a better one are left out: players would never choose them. */
function masterOf(
  streams: readonly EditionStream[],
  { hasIFrames }: { hasIFrames: boolean },
): EditionPlaylist {
  const variants = streams.map((stream) => ({
    ...stream.facts,
    ...stream.facts.displayed,
    uri: `${stream.name}/index.m3u8`,
    iFrames: hasIFrames ? iFrameVariantOf(stream) : null,
  }));
  return { name: 'master.m3u8', body: writeMultivariantPlaylist(risingVariants(variants)) };
}

function iFrameVariantOf({ name, segments }: EditionStream): IFrameVariant {
  const frames = segments.map(({ keyFrameBytes, durationSeconds }) => ({
    sizeBytes: keyFrameBytes,
    durationSeconds,
  }));
  return { uri: `${name}/iframes.m3u8`, ...measureBitrates(frames, targetDurationSeconds(frames)) };
}

function iFramesOf({ name, segments }: EditionStream): EditionPlaylist {
  const frames = segments.map((segment) => ({ ...segment, uri: segment.name }));
  return { name: `${name}/iframes.m3u8`, body: writeIFramePlaylist({ mapUri: initName, frames }) };
}

function mediaOf(
  { name, segments }: EditionStream,
  kind: { type: 'VOD' | 'EVENT'; isEnded: boolean; targetDurationSeconds?: number },
): EditionPlaylist {
  const listed = segments.map((segment) => ({ uri: segment.name, durationSeconds: segment.durationSeconds }));
  return {
    name: `${name}/index.m3u8`,
    body: writeMediaPlaylist({ ...kind, mapUri: initName, segments: listed }),
  };
}
