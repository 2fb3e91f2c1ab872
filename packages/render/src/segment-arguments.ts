import type { Rate } from '@weireel/edit';
import { frameFilters } from './frame-filters.ts';
import type { FrameRun, SegmentPicture } from './segment-picture.ts';

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

/** No segment has so many frames: its first is its only key picture, and the parameter sets of all are the same. */
const keyFrames = '600';

/**
 * FFmpeg's arguments that render a segment as MP4 with one closed group of pictures, encoded by one thread: the same
 * arguments give the same bytes on any machine with the same FFmpeg.
 *
 * @param sourceOf the file of a hash
 * @param outputPath where the segment is written; a name of ours
 */
export function segmentArguments(
  picture: SegmentPicture,
  sourceOf: (sha256: string) => SourceFile,
  format: PictureFormat,
  outputPath: string,
): string[] {
  const { fps, crf } = format;
  const { input, filters, count } =
    picture.kind === 'empty' ? emptyInput(picture.count, format) : runInput(picture, sourceOf, format);
  return [
    ...['-y', ...input, '-map', '0:v:0', '-an', '-sn', '-dn', '-map_metadata', '-1'],
    ...['-vf', [...filters, 'format=yuv420p'].join(',')],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', String(crf), '-threads', '1'],
    ...['-g', keyFrames, '-keyint_min', keyFrames, '-sc_threshold', '0', '-flags', '+cgop+bitexact'],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
    ...['-frames:v', String(count), '-video_track_timescale', String(fps.num), '-fflags', '+bitexact'],
    ...['-f', 'mp4', outputPath],
  ];
}

/** What is read for a segment, and what is done with it. */
interface SegmentInput {
  input: string[];
  filters: string[];
  count: number;
}

function emptyInput(count: number, { widthPx, heightPx, fps }: PictureFormat): SegmentInput {
  const colour = `color=c=black:s=${widthPx}x${heightPx}:r=${fps.num}/${fps.den}`;
  return { input: ['-f', 'lavfi', '-i', colour], filters: ['setsar=1'], count };
}

function runInput(
  { sha256, frames, fit }: FrameRun,
  sourceOf: (sha256: string) => SourceFile,
  format: PictureFormat,
): SegmentInput {
  const { path, fps } = sourceOf(sha256);
  const { firstFrame, filters } = frameFilters(frames);
  return {
    input: ['-protocol_whitelist', 'file', '-f', 'mov', '-ss', seekTo(firstFrame, fps), '-i', path],
    filters: [
      // From here on times are numbers of frames.
      `settb=${format.fps.den}/${format.fps.num}`,
      ...filters,
      `fps=${format.fps.num}/${format.fps.den}:start_time=0:round=near`,
      `trim=end_frame=${frames.length}`,
      ...laid(fit, format),
    ],
    count: frames.length,
  };
}

/** Half a frame before the one that is needed: it is the first from there on, however times were rounded. */
function seekTo(frame: number, { num, den }: Rate): string {
  return `${Math.max(0, Math.round(((2 * frame - 1) * den * 500_000) / num))}us`;
}

/** A blurred copy is made this much smaller first: it is as soft, and costs a part of it. */
const blurredShare = 8;

function laid(fit: FrameRun['fit'], { widthPx, heightPx }: PictureFormat): string[] {
  const size = `${widthPx}:${heightPx}`;
  const scale = (how: string, to = size) =>
    `scale=${to}:force_original_aspect_ratio=${how}:force_divisible_by=2:flags=bicubic+accurate_rnd+full_chroma_int`;
  if (fit === 'contain') return [scale('decrease'), `pad=${size}:(ow-iw)/2:(oh-ih)/2:black`, 'setsar=1'];
  if (fit === 'cover') return [scale('increase'), `crop=${size}`, 'setsar=1'];
  const small = [widthPx, heightPx].map((side) => 2 * Math.ceil(side / blurredShare / 2)).join(':');
  return [
    'format=yuv420p',
    // Labels of ours; one picture goes in and one comes out.
    `split[front][back];[back]${scale('increase', small)},crop=${small},gblur=sigma=4,scale=${size}:flags=bicubic,setsar=1[behind];[front]${scale('decrease')},setsar=1[whole];[behind][whole]overlay=(W-w)/2:(H-h)/2`,
    'setsar=1',
  ];
}
