import { type ClipTiming, isReversed, sourceAt } from './retime.ts';
import { type Rate, ceilDivide, exactFrameTicks, floorDivide } from './ticks.ts';

/** What of a source decides which of its frames is shown. */
export interface SourceTiming {
  /** Ticks that it lasts. */
  duration: number;
  /** Frames per second, all of one length. */
  fps: Rate;
}

/**
 * Which frame of its source a clip shows, so many ticks after its start; counted from 0. Where the source has no
 * frame (before its first, after its last) the edge frame is held.
 */
export function sourceFrameAt(clip: ClipTiming, source: SourceTiming, local: number): number {
  const length = exactFrameTicks(source.fps);
  const at = sourceAt(clip, local);
  // Backwards, a tick shows the frame that lies before it: the first one of a reversed clip is the last before its
  // `sourceIn`, just as the first one of a clip is the first after it.
  const frame = isReversed(clip) ? ceilDivide(at, length) - 1 : floorDivide(at, length);
  return Math.min(Math.max(frame, 0), lastFrameOf(source));
}

/** The last frame of a source, counted from 0. */
export function lastFrameOf(source: SourceTiming): number {
  return Math.max(0, ceilDivide(source.duration, exactFrameTicks(source.fps)) - 1);
}
