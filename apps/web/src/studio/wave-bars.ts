import { sourceAt } from '@weireel/edit';
import type { Clip, HeardSound } from '@weireel/edit/editing';
import { pixelsOf, ticksOf } from './timeline-scale.ts';

/** Heights of a waveform, pixel by pixel. */
export interface WaveBars {
  /** Of the first, in whole pixels from the left edge of the clip. */
  leftPx: number;
  /** From 0 to 1. */
  heights: Float32Array;
}

/**
 * The waveform of a clip as far as it is in sight: the highest sample of what each pixel stands for, in the clip’s own
 * time. However long a clip is, no more is worked out than is seen.
 *
 * @param shown what is in sight of the clip, in pixels from its left edge
 */
export function waveBars(
  clip: Clip,
  { stepTicks, peaks }: HeardSound,
  pixelsPerSecond: number,
  shown: { fromPx: number; toPx: number },
): WaveBars {
  const leftPx = Math.max(0, Math.floor(shown.fromPx));
  const widthPx = Math.ceil(pixelsOf(clip.duration, pixelsPerSecond));
  const count = Math.max(0, Math.min(widthPx, Math.ceil(shown.toPx)) - leftPx);
  const stepAt = (px: number): number => sourceAt(clip, ticksOf(px, pixelsPerSecond)) / stepTicks;
  const heights = new Float32Array(count);
  let before = stepAt(leftPx);
  for (let n = 0; n < count; n += 1) {
    const after = stepAt(leftPx + n + 1);
    const [low, high] = [Math.floor(Math.min(before, after)), Math.ceil(Math.max(before, after))];
    let highest = 0;
    for (let step = Math.max(0, low); step < Math.max(low + 1, high); step += 1)
      highest = Math.max(highest, peaks[step] ?? 0);
    heights[n] = highest / 255;
    before = after;
  }
  return { leftPx, heights };
}
