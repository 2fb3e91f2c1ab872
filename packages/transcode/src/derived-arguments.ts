import type { Storyboard } from '@weireel/media';
import { inputArguments, type MediaInput } from './arguments.ts';

/** Where derived pictures go. */
export interface DerivedOutputs {
  /** Number of the pipe that takes the sprite as JPEG. */
  storyboardPipe: number;
  /** Path of the preview MP4. */
  previewPath: string;
}

const previewSeconds = 3;
const previewShortEdgePx = 240;

/**
 * The storyboard sprite and a short muted preview from one decode of a small finished rendition, which is
 * upright and BT.709. The preview begins a tenth into the clip.
 */
export function derivedArguments(
  input: MediaInput,
  storyboard: Storyboard,
  durationMs: number,
  outputs: DerivedOutputs,
): string[] {
  const { tileWidthPx, tileHeightPx, columns, rows, intervalMs, count } = storyboard;
  const start = Math.max(0, Math.min(durationMs / 10, durationMs - previewSeconds * 1000)) / 1000;
  const sprite = [
    `fps=1000/${intervalMs}:start_time=0:round=up`,
    `trim=end_frame=${count}`,
    // JPEG files are BT.601 and full range whatever they say.
    `scale=${tileWidthPx}:${tileHeightPx}:in_color_matrix=bt709:out_color_matrix=bt601:out_range=full`,
    'format=yuvj420p',
    `tile=${columns}x${rows}`,
  ];
  const isPortrait = tileHeightPx > tileWidthPx;
  const preview = [
    `trim=start=${start.toFixed(3)}:duration=${previewSeconds}`,
    'setpts=PTS-STARTPTS',
    'fps=15',
    isPortrait ? `scale=${previewShortEdgePx}:-2` : `scale=-2:${previewShortEdgePx}`,
  ];
  const graph = `[0:v]split=2[a][b];[a]${sprite.join(',')}[sprite];[b]${preview.join(',')}[preview]`;
  return [
    ...inputArguments(input),
    ...['-filter_complex', graph],
    ...['-map', '[sprite]', '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '5', '-f', 'mjpeg'],
    `pipe:${outputs.storyboardPipe}`,
    // `fps` would hold the last picture until the end of the whole clip.
    ...[
      '-map',
      '[preview]',
      '-t',
      String(previewSeconds),
      '-an',
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-crf',
      '28',
    ],
    ...['-profile:v', 'main', '-pix_fmt', 'yuv420p', '-movflags', '+faststart', '-f', 'mp4', '-y'],
    `file:${outputs.previewPath}`,
  ];
}
