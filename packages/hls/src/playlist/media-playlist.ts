import { roundedSeconds, targetDurationSeconds } from '../packager/measure-bitrates.ts';

/** One segment as a playlist names it. */
export interface PlaylistSegment {
  /** Relative or absolute URI. */
  uri: string;
  /** Exact length in seconds. */
  durationSeconds: number;
}

/** A media playlist to write. */
export interface MediaPlaylist {
  /** `VOD` for a finished clip, `EVENT` for one that is still growing or has grown. */
  type: 'VOD' | 'EVENT';
  /** Whether nothing more is added; a `VOD` always is. */
  isEnded: boolean;
  /** TARGETDURATION in whole seconds. Absent: the longest segment, rounded; a growing playlist must fix it. */
  targetDurationSeconds?: number;
  /** URI of the initialization segment. */
  mapUri: string;
  /** In order. A `VOD` has at least one. */
  segments: readonly PlaylistSegment[];
}

/**
 * A media playlist of RFC 8216. Throws `RangeError` when the values break its rules: a segment longer than the
 * target, an empty or open `VOD`, a growing playlist without a fixed target.
 */
export function writeMediaPlaylist(playlist: MediaPlaylist): string {
  const { type, isEnded, segments, mapUri } = playlist;
  if (type === 'VOD' && (!isEnded || segments.length === 0)) {
    throw new RangeError('A VOD playlist is complete and has segments');
  }
  if (!isEnded && playlist.targetDurationSeconds === undefined) {
    throw new RangeError('A growing playlist needs a fixed target duration');
  }
  const target = playlist.targetDurationSeconds ?? targetDurationSeconds(segments);
  return lines(
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${target}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-PLAYLIST-TYPE:${type}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    // Players begin near the end of a playlist that grows, unless they are told otherwise.
    ...(type === 'EVENT' ? ['#EXT-X-START:TIME-OFFSET=0'] : []),
    `#EXT-X-MAP:URI="${checkedUri(mapUri)}"`,
    ...segments.flatMap((segment) => [extinf(segment, target), checkedUri(segment.uri)]),
    ...(isEnded ? ['#EXT-X-ENDLIST'] : []),
  );
}

/** One key frame as an I-frame playlist names it. */
export interface PlaylistKeyFrame extends PlaylistSegment {
  /** Bytes from the start of the segment that hold the key frame and what comes before it. */
  keyFrameBytes: number;
}

/** An I-frame playlist to write. */
export interface IFramePlaylist {
  /** URI of the initialization segment. */
  mapUri: string;
  /** One per segment, in order; the length is the time to the next key frame that is listed. */
  frames: readonly PlaylistKeyFrame[];
}

/** A playlist of the key frames alone, for trick play (RFC 8216 section 4.3.3.6). */
export function writeIFramePlaylist({ mapUri, frames }: IFramePlaylist): string {
  if (frames.length === 0) throw new RangeError('An I-frame playlist has frames');
  const target = targetDurationSeconds(frames);
  return lines(
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${target}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-I-FRAMES-ONLY',
    `#EXT-X-MAP:URI="${checkedUri(mapUri)}"`,
    ...frames.flatMap((frame) => [
      extinf(frame, target),
      `#EXT-X-BYTERANGE:${frame.keyFrameBytes}@0`,
      checkedUri(frame.uri),
    ]),
    '#EXT-X-ENDLIST',
  );
}

function extinf({ durationSeconds }: PlaylistSegment, target: number): string {
  if (!(durationSeconds > 0) || roundedSeconds(durationSeconds) > target) {
    throw new RangeError(`A segment of ${durationSeconds} s does not fit a target of ${target} s`);
  }
  return `#EXTINF:${durationSeconds.toFixed(6)},`;
}

/** The URI, if it can stand in a playlist; throws `RangeError` for quotes, line breaks, and a leading `#`. */
export function checkedUri(uri: string): string {
  if (uri === '' || uri.startsWith('#') || /["\s]/.test(uri)) {
    throw new RangeError(`${JSON.stringify(uri)} cannot stand in a playlist`);
  }
  return uri;
}

/** Joins lines, the last one ended as well. */
export function lines(...parts: string[]): string {
  return `${parts.join('\n')}\n`;
}
