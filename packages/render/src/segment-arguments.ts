import type { Rate } from '@weireel/edit';
import { frameFilters } from './frame-filters.ts';
import type { FrameRun } from './frame-run.ts';

/** What of a file its frames are found by. */
export interface SourceFile {
  /** Where it is; a name of ours. */
  path: string;
  /** Frames per second, all of one length, the first at the beginning. */
  fps: Rate;
}

/** What all segments of an output have in common, so that they can be joined as they are. */
export interface PictureFormat {
  /** Width in pixels; even. */
  widthPx: number;
  /** Height in pixels; even. */
  heightPx: number;
  /** Frames per second. */
  fps: Rate;
  /** x264's constant rate factor. */
  crf: number;
}

/**
 * FFmpeg's arguments that render a segment which one file fills, as MP4 with one closed group of pictures, encoded by
 * one thread: the same arguments give the same bytes on any machine with the same FFmpeg.
 *
 * @param outputPath where the segment is written; a name of ours
 */
export function segmentArguments(
  { frames, fit }: FrameRun,
  source: SourceFile,
  format: PictureFormat,
  outputPath: string,
): string[] {
  const { firstFrame, filters } = frameFilters(frames);
  const { fps, crf } = format;
  const count = String(frames.length);
  const graph = [
    // From here on times are numbers of frames.
    `settb=${fps.den}/${fps.num}`,
    ...filters,
    `fps=${fps.num}/${fps.den}:start_time=0:round=near`,
    `trim=end_frame=${count}`,
    ...laid(fit, format),
    'format=yuv420p',
  ];
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-y'],
    ...['-ss', seekTo(firstFrame, source.fps), '-i', source.path],
    ...['-map', '0:v:0', '-an', '-sn', '-dn', '-map_metadata', '-1', '-vf', graph.join(',')],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', String(crf), '-threads', '1'],
    ...['-g', count, '-keyint_min', count, '-sc_threshold', '0', '-flags', '+cgop+bitexact'],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
    ...['-frames:v', count, '-video_track_timescale', String(fps.num), '-fflags', '+bitexact'],
    ...['-f', 'mp4', outputPath],
  ];
}

/** FFmpeg's arguments that join segments of one format without encoding them again. */
export function joinArguments(listPath: string, outputPath: string): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-y'],
    ...['-f', 'concat', '-protocol_whitelist', 'file', '-i', listPath, '-map', '0:v:0', '-c', 'copy'],
    ...['-map_metadata', '-1', '-fflags', '+bitexact', '-movflags', '+faststart', '-f', 'mp4', outputPath],
  ];
}

/** Half a frame before the one that is needed: it is the first from there on, however times were rounded. */
function seekTo(frame: number, { num, den }: Rate): string {
  return `${Math.max(0, Math.round(((2 * frame - 1) * den * 500_000) / num))}us`;
}

function laid(fit: FrameRun['fit'], { widthPx, heightPx }: PictureFormat): string[] {
  const size = `${widthPx}:${heightPx}`;
  const scale = (how: string) =>
    `scale=${size}:force_original_aspect_ratio=${how}:force_divisible_by=2:flags=bicubic+accurate_rnd+full_chroma_int`;
  return fit === 'contain'
    ? [scale('decrease'), `pad=${size}:(ow-iw)/2:(oh-ih)/2:black`, 'setsar=1']
    : [scale('increase'), `crop=${size}`, 'setsar=1'];
}
