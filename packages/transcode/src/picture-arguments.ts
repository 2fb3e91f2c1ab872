import type { Orientation, PictureFormat } from '@weireel/media';
import { inputArguments } from './arguments.ts';
import { demuxers, mostPicturePixels } from './avatar-arguments.ts';
import { uprightFilters } from './steady-picture.ts';

/** A picture to be drawn with. */
export interface PictureWish {
  /** FFmpeg's name of its decoder. */
  format: PictureFormat | 'gif' | 'apng';
  /** How it is to be turned. */
  orientation: Orientation;
  /** Width that it is made, as it is stored, in pixels. */
  widthPx: number;
  /** Height that it is made, as it is stored, in pixels. */
  heightPx: number;
  /** How many pictures are wanted of it. */
  pictures: number;
}

/**
 * Pictures as PNG files one after the other, upright, with their transparency, and without anything that the file said
 * beside them. Only the decoder of its own format is tried, and it refuses what turns out larger than the head said.
 *
 * @param pipe number of the pipe that takes them
 */
export function pictureArguments(
  { format, orientation, widthPx, heightPx, pictures }: PictureWish,
  path: string,
  pipe: number,
): string[] {
  const filters = [
    'format=rgba',
    `scale=${widthPx}:${heightPx}:flags=bicubic+accurate_rnd`,
    ...uprightFilters(orientation),
    'setsar=1',
    'format=rgba',
  ];
  return [
    ...['-autorotate', '0', '-max_pixels', String(mostPicturePixels), '-c:v', format],
    ...inputArguments({ demuxer: format === 'gif' || format === 'apng' ? format : demuxers[format], path }),
    ...['-map', '0:v:0', '-vf', filters.join(','), '-frames:v', String(pictures), '-fps_mode', 'passthrough'],
    ...[
      '-map_metadata',
      '-1',
      '-c:v',
      'png',
      '-threads',
      '1',
      '-pred',
      'mixed',
      '-fflags',
      '+bitexact',
      '-f',
      'image2pipe',
      `pipe:${pipe}`,
    ],
  ];
}
