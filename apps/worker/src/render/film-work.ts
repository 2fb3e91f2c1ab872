import type { FfmpegPrograms } from '@weireel/ffmpeg';
import type { RenderPlan } from '@weireel/render';
import { runLimits } from '../machine/limits.ts';
import type { DrawingThread } from './drawing-thread.ts';
import type { FilmSources } from './film-sources.ts';
import type { SegmentCache } from './segment-cache.ts';

/** What a film is rendered with. */
export interface FilmWork {
  /** FFmpeg. */
  programs: FfmpegPrograms;
  /** Folder of this attempt. */
  folder: string;
  /** Puts sources into it when they are needed. */
  sources: FilmSources;
  /** Ends the work when aborted. */
  signal: AbortSignal;
  /** Segments that were rendered before. */
  cache: SegmentCache;
  /** Draws text and shapes. */
  drawing: DrawingThread;
  /** How many segments are rendered at once; changes nothing of the result. */
  atOnce: number;
  /** Told how far it is, from 0 to 1, and never less than before. */
  onProgress: (share: number) => void;
}

/** Room that must be free before rendering begins, in bytes. */
export const roomBytes = 512 * 2 ** 20;

/** What a run over a film may use. */
export function limitsOf({ frames, format }: Pick<RenderPlan, 'frames' | 'format'>) {
  const durationMs = (frames * 1000 * format.fps.den) / format.fps.num;
  const pictureBytes = format.widthPx * format.heightPx * 1.5;
  return runLimits({ durationMs, memoryBytes: 256 * pictureBytes, speedFloor: 20 });
}
