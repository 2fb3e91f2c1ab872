import { WeireelError } from '@weireel/contract/plain';
import { displaySize } from './display-size.ts';
import type { ProbeResult, VideoStream } from './probe-result.ts';

/** What a server accepts. */
export interface MediaLimits {
  /** Longest clip in milliseconds. */
  maxDurationMs: number;
  /** Most pixels of a picture, coded or as shown: 4096 × 2304 is 9 437 184. */
  maxPixels: number;
  /** Most streams. */
  maxStreams: number;
}

/** Limits that fit a small server: three hours, 8K pictures, 32 streams. */
export const defaultMediaLimits: MediaLimits = {
  maxDurationMs: 10_800_000,
  maxPixels: 7680 * 4320,
  maxStreams: 32,
};

/** A probe whose video stream is known to be there. */
export type ProbeWithVideo = ProbeResult & {
  /** The video stream to use. */
  video: VideoStream;
};

/**
 * Refuses what cannot or must not be processed. Throws `WeireelError` with `media_encrypted`,
 * `media_too_many_streams`, `media_no_video`, `media_damaged`, `media_too_many_pixels` or `media_too_long`.
 */
export function checkAdmissible(
  probe: ProbeResult,
  limits: MediaLimits = defaultMediaLimits,
): asserts probe is ProbeWithVideo {
  const { video } = probe;
  if (probe.isEncrypted) throw new WeireelError('media_encrypted');
  if (probe.streamCount > limits.maxStreams) {
    throw new WeireelError('media_too_many_streams', {
      extra: { streams: probe.streamCount, allowed: limits.maxStreams },
    });
  }
  if (video === null) throw new WeireelError('media_no_video');
  if (video.codec === '' || video.codedWidthPx < 2 || video.codedHeightPx < 2 || video.pixelFormat === null) {
    throw new WeireelError('media_damaged', { detail: 'The picture cannot be decoded' });
  }
  const shown = displaySize(video);
  const pixels = Math.max(video.codedWidthPx * video.codedHeightPx, shown.widthPx * shown.heightPx);
  if (pixels > limits.maxPixels) {
    throw new WeireelError('media_too_many_pixels', { extra: { pixels, allowed: limits.maxPixels } });
  }
  const durationMs = probe.durationMs ?? video.durationMs;
  if (durationMs !== null && durationMs > limits.maxDurationMs) {
    throw new WeireelError('media_too_long', { extra: { durationMs, allowed: limits.maxDurationMs } });
  }
}
