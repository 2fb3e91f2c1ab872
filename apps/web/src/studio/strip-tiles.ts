import { sourceAt, ticksPerSecond } from '@weireel/edit';
import type { Clip } from '@weireel/edit/editing';
import { pixelsOf, ticksOf } from './timeline-scale.ts';

/** A small picture on a clip. */
export interface StripTile {
  /** From the left edge of the clip. */
  leftPx: number;
  /** The moment of its source that it shows. */
  atMs: number;
}

/**
 * Which small pictures of its source lie along a clip: each shows what is seen at its middle. Only those in sight, so
 * that a long clip that is drawn far apart has no thousand of them.
 *
 * @param shown what is in sight of the clip, in pixels from its left edge
 */
export function stripTiles(
  clip: Clip,
  tileWidthPx: number,
  pixelsPerSecond: number,
  shown: { fromPx: number; toPx: number },
): StripTile[] {
  const widthPx = pixelsOf(clip.duration, pixelsPerSecond);
  const first = Math.max(0, Math.floor(shown.fromPx / tileWidthPx));
  const last = Math.min(Math.ceil(widthPx / tileWidthPx), Math.ceil(shown.toPx / tileWidthPx));
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => {
    const leftPx = (first + index) * tileWidthPx;
    const middle = ticksOf(Math.min(widthPx, leftPx + tileWidthPx / 2), pixelsPerSecond);
    const atMs = (sourceAt(clip, Math.min(middle, clip.duration - 1)) * 1000) / ticksPerSecond;
    return { leftPx, atMs: Math.max(0, Math.round(atMs)) };
  });
}
