import type { VideoStream } from './probe-result.ts';
import { toNumber } from './rational.ts';

/** Width and height in pixels. */
export interface Size {
  /** Width. */
  widthPx: number;
  /** Height. */
  heightPx: number;
}

/**
 * Size at which the picture is meant to be seen, in square pixels and upright. Wide pixels stretch the width,
 * narrow ones the height, so that no detail is lost.
 */
export function displaySize(video: VideoStream): Size {
  const aspect = toNumber(video.pixelAspect);
  const widthPx = Math.round(video.codedWidthPx * Math.max(aspect, 1));
  const heightPx = Math.round(video.codedHeightPx / Math.min(aspect, 1));
  const isTurned = video.orientation.turn === 90 || video.orientation.turn === 270;
  return isTurned ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
}
