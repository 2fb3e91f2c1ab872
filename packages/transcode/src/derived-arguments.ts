import { countSheets, type CoverSampling, type Size, type Storyboard } from '@weireel/media';
import { inputArguments, type MediaInput } from './arguments.ts';

/** What to take of a rendition, and where it goes. */
export interface DerivedOutputs {
  /** Layout of the storyboard. */
  storyboard: Storyboard;
  /** Number of the pipe that takes its sheets as JPEG, one after the other. */
  storyboardPipe: number;
  /** When pictures are looked at for a cover. */
  sampling: CoverSampling;
  /** Their size in pixels, even. */
  sampleSize: Size;
  /** Number of the pipe that takes them raw: 8 bits, 4:2:0 in planes, limited range, one after the other. */
  samplePipe: number;
}

const previewSeconds = 3;
const previewShortEdgePx = 240;

/** From limited BT.709 to what JPEG files are whatever they say: BT.601 in full range. */
const toJpeg = 'in_color_matrix=bt709:in_range=limited:out_color_matrix=bt601:out_range=full';

/**
 * The storyboard's sheets and pictures to choose a cover from, in one decode of a small finished rendition, which is
 * upright and BT.709.
 */
export function derivedArguments(input: MediaInput, outputs: DerivedOutputs): string[] {
  const { storyboard, sampling, sampleSize } = outputs;
  const { tileWidthPx, tileHeightPx, columns, rows } = storyboard;
  const sheets = [
    ...everyPicture(storyboard),
    `scale=${tileWidthPx}:${tileHeightPx}:${toJpeg}`,
    'format=yuvj420p',
    `tile=${columns}x${rows}`,
  ];
  const samples = [
    ...everyPicture(sampling),
    `scale=${sampleSize.widthPx}:${sampleSize.heightPx}`,
    'format=yuv420p',
  ];
  const graph = `[0:v]split=2[a][b];[a]${sheets.join(',')}[sheets];[b]${samples.join(',')}[samples]`;
  return [
    ...inputArguments(input),
    ...['-filter_complex', graph],
    ...['-map', '[sheets]', '-frames:v', String(countSheets(storyboard)), '-fps_mode', 'passthrough'],
    ...['-c:v', 'mjpeg', '-q:v', '5', '-f', 'mjpeg', `pipe:${outputs.storyboardPipe}`],
    ...['-map', '[samples]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo'],
    `pipe:${outputs.samplePipe}`,
  ];
}

/** The pictures that are shown at even distances, from 0. */
function everyPicture({ intervalMs, count }: { intervalMs: number; count: number }): string[] {
  return [`fps=1000/${intervalMs}:start_time=0:round=up`, `trim=end_frame=${count}`];
}

/** What `previewArguments` makes. */
export interface PreviewOptions {
  /** Where the preview begins, in milliseconds. */
  startMs: number;
  /** Size of the rendition in pixels. */
  size: Size;
  /** Path of the preview, an MP4, as `outputPath` gives it. */
  outputPath: string;
  /**
   * Number of the pipe that takes raw pictures of the rendition's size, as `derivedArguments` gives them and standard
   * input brings them, as JPEG files one after the other; null: none are brought.
   */
  stillsPipe: number | null;
}

/**
 * A short muted preview of a small finished rendition, from this moment on, and chosen pictures as JPEG. They are made
 * in one run: it takes FFmpeg longer to start than to make either.
 */
export function previewArguments(input: MediaInput, options: PreviewOptions): string[] {
  const { startMs, size, outputPath, stillsPipe } = options;
  const isPortrait = size.heightPx > size.widthPx;
  const scale = isPortrait ? `scale=${previewShortEdgePx}:-2` : `scale=-2:${previewShortEdgePx}`;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${size.widthPx}x${size.heightPx}`];
  return [
    ...['-ss', (startMs / 1000).toFixed(3), ...inputArguments(input)],
    ...(stillsPipe === null ? [] : [...raw, '-i', 'pipe:0']),
    ...['-map', '0:v', '-an', '-t', String(previewSeconds), '-vf', `fps=15,${scale}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-profile:v', 'main', '-pix_fmt', 'yuv420p'],
    ...['-movflags', '+faststart', '-f', 'mp4', '-y', `file:${outputPath}`],
    ...(stillsPipe === null ? [] : stillsArguments(stillsPipe)),
  ];
}

function stillsArguments(pipe: number): string[] {
  return [
    ...['-map', '1:v', '-vf', `scale=${toJpeg},format=yuvj420p`, '-fps_mode', 'passthrough'],
    ...['-c:v', 'mjpeg', '-q:v', '4', '-f', 'mjpeg', `pipe:${pipe}`],
  ];
}

/** Where a preview begins: with the cover, unless it would be short then; never before there is anything to see. */
export function previewStartMs(durationMs: number, coverMs: number, firstPictureMs: number): number {
  return Math.max(0, firstPictureMs, Math.min(coverMs, durationMs - previewSeconds * 1000));
}
