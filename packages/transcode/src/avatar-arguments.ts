import type { PictureHead } from '@weireel/media';
import { inputArguments } from './arguments.ts';
import { uprightFilters } from './steady-picture.ts';

/** Both sizes of an avatar. */
export interface AvatarOutputs {
  /** Edge of the larger one, in pixels. */
  largePx: number;
  /** Number of the pipe that takes it. */
  largePipe: number;
  /** Edge of the smaller one, in pixels. */
  smallPx: number;
  /** Number of the pipe that takes it. */
  smallPipe: number;
}

/** FFmpeg's demuxers of single pictures; each hands its bytes to one decoder. */
export const demuxers = { mjpeg: 'jpeg_pipe', png: 'png_pipe', webp: 'webp_pipe' } as const;

/** A picture may be as large as a phone takes them; its pixels lie in memory a few times over. */
export const mostPicturePixels = 50_000_000;

/**
 * The middle square of a picture as two JPEG files, upright and upon white, without anything that the file said beside
 * it. Only the decoder of its own format is tried, and it refuses what turns out larger than the head said.
 */
export function avatarArguments(
  { format, orientation }: Pick<PictureHead, 'format' | 'orientation'>,
  path: string,
  { largePx, largePipe, smallPx, smallPipe }: AvatarOutputs,
): string[] {
  const square = [
    `crop=w='min(iw,ih)':h='min(iw,ih)':exact=1`,
    `scale=${largePx}:${largePx}:flags=area`,
    ...uprightFilters(orientation),
    'format=rgba',
  ];
  const jpeg = 'out_color_matrix=bt601:out_range=full,format=yuvj420p';
  const graph = [
    `[0:v]${square.join(',')}[face]`,
    `color=white:${largePx}x${largePx},format=rgba[ground]`,
    `[ground][face]overlay=format=gbrp:shortest=1,split=2[a][b]`,
    `[a]scale=${largePx}:${largePx}:${jpeg}[large]`,
    `[b]scale=${smallPx}:${smallPx}:flags=area:${jpeg}[small]`,
  ];
  const output = (label: string, quality: number, pipe: number): string[] => [
    ...['-map', label, '-frames:v', '1', '-fps_mode', 'passthrough', '-map_metadata', '-1'],
    ...['-c:v', 'mjpeg', '-q:v', String(quality), '-f', 'mjpeg', `pipe:${pipe}`],
  ];
  return [
    ...['-autorotate', '0', '-max_pixels', String(mostPicturePixels), '-c:v', format],
    ...inputArguments({ demuxer: demuxers[format], path }),
    ...['-filter_complex', graph.join(';')],
    ...output('[large]', 3, largePipe),
    ...output('[small]', 4, smallPipe),
  ];
}
