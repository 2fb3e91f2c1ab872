import type { Size, VideoStream } from '@weireel/media';
import { inputArguments, type MediaInput } from './arguments.ts';
import { yuvOf, type YuvKind } from './picture-filters.ts';

/** A picture of raw pixels (red, green, blue, opacity) that is laid over a cover. */
export interface LaidPicture {
  /** Its file, relative to the folder of the run. */
  path: string;
  /** From the cover's left, in pixels. */
  x: number;
  /** From the cover's top, in pixels. */
  y: number;
  /** Width in pixels. */
  widthPx: number;
  /** Height in pixels. */
  heightPx: number;
}

/** One picture of a rendition. */
export interface CoverOptions {
  /** Moment in the presentation, in milliseconds: the picture that is on the screen then. */
  atMs: number;
  /** When the segment begins, in milliseconds. */
  segmentMs: number;
  /** Size of the JPEG in pixels. */
  size: Size;
  /** Size of the small picture in pixels, from which the placeholder is made. */
  smallSize: Size;
  /** What the rendition was copied from; null: it was encoded by us. */
  copiedFrom: VideoStream | null;
  /** What is laid over the JPEG, bottom to top. Absent: nothing. */
  laid?: readonly LaidPicture[];
  /** Number of the pipe that takes the JPEG. */
  picturePipe: number;
  /** Number of the pipe that takes the small picture raw, in 24-bit colour. */
  smallPipe: number;
}

/** Key frames are found by when they are decoded, which is this much earlier than they are shown at most. */
const reorderingMs = 500;

/** What our own renditions are. */
const encoded: YuvKind = { matrix: 'bt709', range: 'limited' };

/**
 * A cover, and the same picture very small. The input is the initialization segment of a rendition with the one
 * segment that holds the moment; its own times are kept (`-copyts`), so that the moment need not be converted.
 */
export function coverArguments(input: MediaInput, options: CoverOptions): string[] {
  const { atMs, segmentMs, size, smallSize, copiedFrom, laid = [] } = options;
  const { matrix, range } = copiedFrom === null ? encoded : yuvOf(copiedFrom);
  const source = `in_color_matrix=${matrix}:in_range=${range}`;
  const at = Math.round(atMs);
  // Of the pictures up to the moment, `fps` lets the last one through; decoding ends with it.
  const moment = `fps=1000:start_time=${(at / 1000).toFixed(3)}:round=up,trim=end_frame=1,split=2[a][b]`;
  const toJpeg = 'out_color_matrix=bt601:out_range=full';
  const scale = `scale=${size.widthPx}:${size.heightPx}:${source}`;
  const over = laid.map(
    ({ x, y }, index) => `[p${index}];[p${index}][${index + 1}:v]overlay=${x}:${y}:format=gbrp`,
  );
  const large =
    laid.length === 0 ? `${scale}:${toJpeg}` : `${scale},format=gbrp${over.join('')},scale=${toJpeg}`;
  const small = `scale=${smallSize.widthPx}:${smallSize.heightPx}:flags=area:${source}`;
  const seekMs = at - reorderingMs;
  // Only to save decoding: from a key frame further on in the segment.
  const seek = ['-noaccurate_seek', '-seek_timestamp', '1', '-ss', (seekMs / 1000).toFixed(3)];
  return [
    ...(seekMs > segmentMs ? seek : []),
    ...['-copyts', ...inputArguments(input)],
    ...laid.flatMap(({ path, widthPx, heightPx }) => [
      ...['-pixel_format', 'rgba', '-video_size', `${widthPx}x${heightPx}`],
      ...inputArguments({ demuxer: 'rawvideo', path }),
    ]),
    '-filter_complex',
    `[0:v]${moment};[a]${large},format=yuvj420p[cover];[b]${small},format=rgb24[small]`,
    ...['-map', '[cover]', '-frames:v', '1', '-fps_mode', 'passthrough', '-map_metadata', '-1'],
    ...['-c:v', 'mjpeg', '-q:v', '3', '-f', 'mjpeg', `pipe:${options.picturePipe}`],
    ...['-map', '[small]', '-frames:v', '1', '-fps_mode', 'passthrough'],
    ...['-c:v', 'rawvideo', '-f', 'rawvideo', `pipe:${options.smallPipe}`],
  ];
}
