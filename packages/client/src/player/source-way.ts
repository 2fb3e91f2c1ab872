import type { Playback } from '@weireel/contract';

/** Why nothing plays. `gone`: the link expired or was withdrawn; a fresh one may work. */
export type PlaybackFailure = 'network' | 'media' | 'gone';

/**
 * How a media element comes by a video. `own-hls`: the platform plays HLS itself; `hls-code`: code of ours feeds the
 * element; `file`: the MP4 file, which everything plays, in one quality.
 */
export type SourceWay = 'own-hls' | 'hls-code' | 'file';

/** Link of the file to try after a way that failed; null: no way is left. */
export function fileAfter(
  way: SourceWay,
  failure: PlaybackFailure,
  { mp4Url }: Pick<Playback, 'mp4Url'>,
): string | null {
  // A link that opens no playlist opens no file either.
  return way === 'file' || failure === 'gone' ? null : mp4Url;
}
