import type { Rate } from '@weireel/edit';
import { encoderSavings } from '@weireel/media';
import { compose, type PictureSources } from './composition/compose.ts';
import { runsOf } from './composition/composition.ts';
import { drawingVersion } from './drawing/drawing.ts';
import type { SegmentFile } from './composition/filter-graph.ts';
import { halfColours } from './composition/pixel-formats.ts';
import { seekTo } from './composition/seek-to.ts';
import { frameFilters, least } from './frame-filters.ts';
import type { FrameRun, SegmentPicture } from './segment-picture.ts';

/** What of a file its frames are found by. */
export interface SourceFile {
  /** Where it is; a name of ours. */
  path: string;
  /** Whether it is one picture, as PNG. Absent: it is a video. */
  isStill?: boolean;
  /** Frames per second, all of one length, the first at the beginning. */
  fps: Rate;
  /** Width of its pictures, in pixels. */
  widthPx: number;
  /** Height of its pictures, in pixels. */
  heightPx: number;
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

/** How a segment is made. */
export interface SegmentRun {
  /** FFmpeg's arguments. */
  args: string[];
  /** Files that must lie beside the sources. */
  files: readonly SegmentFile[];
}

/**
 * How a segment is rendered as MP4 with one closed group of pictures, encoded by one thread: the same arguments and files
 * give the same bytes on any machine with the same FFmpeg.
 *
 * @param outputPath where the segment is written; a name of ours
 */
export function segmentRun(
  picture: SegmentPicture,
  sources: PictureSources,
  format: PictureFormat,
  outputPath: string,
): SegmentRun {
  const { input, stream, filters, count, files } = inputOf(picture, sources, format);
  return { args: ['-y', ...input, ...outputOf({ stream, filters, count }, format, outputPath)], files };
}

/**
 * How segments that show frames of one file, each from where the last one ended, are rendered from one decoding: each to
 * the same bytes as by itself.
 *
 * @param outputPaths where each is written; names of ours
 */
export function segmentsRun(
  runs: readonly FrameRun[],
  { sourceOf }: Pick<PictureSources, 'sourceOf'>,
  format: PictureFormat,
  outputPaths: readonly string[],
): SegmentRun {
  const [first] = runs;
  if (first === undefined) throw new RangeError('nothing is to be rendered');
  const source = sourceOf(first.sha256);
  const from = least(first.frames);
  return {
    args: [
      ...['-y', ...readFrom(from, source)],
      ...runs.flatMap((run, index) =>
        outputOf(
          { ...plainInput, filters: runFilters(run, format, from), count: run.frames.length },
          format,
          outputPaths[index] ?? '',
        ),
      ),
    ],
    files: [],
  };
}

/** What of a run becomes one segment. */
type SegmentOutput = Pick<SegmentInput, 'stream' | 'filters' | 'count'>;

function outputOf(
  { stream, filters, count }: SegmentOutput,
  { fps, crf }: PictureFormat,
  outputPath: string,
): string[] {
  return [
    ...['-map', stream, '-an', '-sn', '-dn', '-map_metadata', '-1'],
    ...(filters.length === 0 ? [] : ['-vf', [...filters, 'format=yuv420p'].join(',')]),
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', ...encoderSavings],
    ...['-crf', String(crf), '-threads', '1'],
    ...['-g', keyFrames, '-keyint_min', keyFrames, '-sc_threshold', '0', '-flags', '+cgop+bitexact'],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
    ...['-frames:v', String(count), '-video_track_timescale', String(fps.num), '-fflags', '+bitexact'],
    ...['-f', 'mp4', outputPath],
  ];
}

/**
 * All that a segment's bytes depend on but FFmpeg itself: hashed, it is the name of the segment. What is drawn is in it by
 * what it says, not by its pixels, so that nothing is drawn for a segment that is there.
 */
export function segmentIdentity(
  picture: SegmentPicture,
  sourceOf: (sha256: string) => SourceFile,
  format: PictureFormat,
): (string | Uint8Array)[] {
  const undrawn = { x: 0, y: 0, widthPx: 2, heightPx: 2, pixels: new Uint8Array(0) };
  const { args, files } = segmentRun(picture, { sourceOf, rasterOf: () => undrawn }, format, '');
  const drawings = (picture.kind === 'composition' ? runsOf(picture) : []).flatMap((run) =>
    run.kind === 'drawn' ? [run.drawing] : [],
  );
  return [
    JSON.stringify(args),
    ...files.flatMap(({ name, content }) => [name, namedBy(content)]),
    ...(drawings.length === 0 ? [] : [JSON.stringify([drawingVersion, drawings])]),
  ];
}

/** What is painted is named by what it says, as what is drawn is. */
function namedBy(content: SegmentFile['content']): string | Uint8Array {
  return typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
}

/** What is read for a segment, and what is done with it. */
interface SegmentInput {
  input: string[];
  /** What is encoded. */
  stream: string;
  /** Done to it before; none where `input` has a graph that did it. */
  filters: string[];
  count: number;
  files: readonly SegmentFile[];
}

function inputOf(picture: SegmentPicture, sources: PictureSources, format: PictureFormat): SegmentInput {
  switch (picture.kind) {
    case 'empty':
      return emptyInput(picture.count, format);
    case 'frames':
      return runInput(picture, sources, format);
    case 'composition': {
      const { widthPx, heightPx, fps } = format;
      const { count } = picture;
      const { graph, stream } = compose(picture, sources, { widthPx, heightPx, fps, count });
      return {
        input: [...graph.inputs, '-filter_complex', `${graph.toString()};[${stream}]${halfColours}[v]`],
        ...{ stream: '[v]', filters: [], count, files: graph.files },
      };
    }
  }
}

const plainInput = { stream: '0:v:0', files: [] };

function emptyInput(count: number, { widthPx, heightPx, fps }: PictureFormat): SegmentInput {
  const colour = `color=c=black:s=${widthPx}x${heightPx}:r=${fps.num}/${fps.den}`;
  return { ...plainInput, input: ['-f', 'lavfi', '-i', colour], filters: ['setsar=1'], count };
}

function runInput(run: FrameRun, { sourceOf }: PictureSources, format: PictureFormat): SegmentInput {
  const from = least(run.frames);
  return {
    ...plainInput,
    input: readFrom(from, sourceOf(run.sha256)),
    filters: runFilters(run, format, from),
    count: run.frames.length,
  };
}

/** Decodes a file from a frame on. */
function readFrom(frame: number, { path, fps }: SourceFile): string[] {
  return ['-protocol_whitelist', 'file', '-f', 'mov', '-ss', seekTo(frame, fps), '-i', path];
}

/** What makes a segment of what is decoded from a frame on. */
function runFilters({ frames, fit }: FrameRun, format: PictureFormat, from: number): string[] {
  return [
    // From here on times are numbers of frames.
    `settb=${format.fps.den}/${format.fps.num}`,
    ...frameFilters(frames, from).filters,
    `fps=${format.fps.num}/${format.fps.den}:start_time=0:round=near`,
    `trim=end_frame=${frames.length}`,
    ...laid(fit, format),
  ];
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
