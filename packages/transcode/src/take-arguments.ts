import { formatRational, toNumber, type Orientation, type Rational, type Size } from '@weireel/media';
import {
  copyArguments,
  decodedInputArguments,
  holdFilters,
  inputArguments,
  type EncoderOptions,
  type MediaInput,
} from './arguments.ts';
import { pictureFilters } from './picture-filters.ts';
import type { TranscodePlan } from './plan-transcode.ts';
import { stereoFilters } from './sound-filters.ts';

/** How a take's picture lies in the film that it becomes a part of. */
export interface TakeFrame {
  /** Size of the film as it is shown; even. */
  canvas: Size;
  /** Size of this take within it, with bars around; even. */
  box: Size;
  /** Frames per second. */
  rate: Rational;
  /** How far the film is turned clockwise when it is shown: it is stored the other way. */
  turn: Orientation['turn'];
}

/** Ticks a second of all takes' pictures: all usual rates and clocks of cameras are whole numbers of them. */
const takeTimescale = '90000';
/** As good as a camera's own: it is the source of all else. */
const crf = '18';
const gopSeconds = 2;

/**
 * Copies a take's picture twice: to a pipe in fragments, for the packager to say whether it may be copied at all, and to an
 * MP4 of its own.
 */
export function copyTakeArguments(
  plan: TranscodePlan,
  input: MediaInput,
  pipe: number,
  outputPath: string,
): string[] {
  const pictureOnly: TranscodePlan = { ...plan, audio: null, copiedAudio: 'none' };
  return [
    ...copyArguments(pictureOnly, input, pipe),
    ...['-map', `0:${plan.video.index}`, '-c:v', 'copy', ...takeOutput(outputPath)],
  ];
}

/** Encodes a take's picture as it lies in the film, to an MP4 of its own. */
export function encodeTakeArguments(
  plan: TranscodePlan,
  input: MediaInput,
  frame: TakeFrame,
  outputPath: string,
  { threads }: EncoderOptions = {},
): string[] {
  const { canvas, box, rate, turn } = frame;
  const isWhole = box.widthPx === canvas.widthPx && box.heightPx === canvas.heightPx;
  const filters = [
    ...pictureFilters({ ...plan, frameRate: rate }, box),
    ...holdFilters(plan),
    ...(isWhole ? [] : [`pad=${canvas.widthPx}:${canvas.heightPx}:-1:-1:black`]),
    ...storedTurn[turn],
  ];
  const gop = String(Math.max(1, Math.round(gopSeconds * toNumber(rate))));
  return [
    ...decodedInputArguments(input),
    ...['-map', `0:${plan.video.index}`, '-vf', filters.join(',')],
    ...(plan.endMs === null ? [] : ['-t', `${Math.round(plan.endMs * 1000)}us`]),
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-crf', crf],
    ...['-g', gop, '-keyint_min', gop, '-sc_threshold', '0', '-flags', '+cgop', '-r', formatRational(rate)],
    ...['-color_range', 'tv', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
    ...(threads === undefined ? [] : ['-threads:v', String(threads)]),
    ...takeOutput(outputPath),
  ];
}

/** Filters that store an upright picture so that the turn makes it upright again. */
const storedTurn: Record<Orientation['turn'], string[]> = {
  0: [],
  90: ['transpose=cclock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=clock'],
};

/** Writes a take's sound to a pipe, as float samples of two channels at 48 kHz, from where it begins. */
export function takeSoundArguments(
  input: MediaInput,
  audio: NonNullable<TranscodePlan['audio']>,
  pipe: number,
): string[] {
  return [
    ...[...inputArguments(input), '-map', `0:${audio.index}`, '-vn', '-af', stereoFilters(audio).join(',')],
    ...['-c:a', 'pcm_f32le', '-f', 'f32le', `pipe:${pipe}`],
  ];
}

function takeOutput(path: string): string[] {
  return [
    ...['-an', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-video_track_timescale', takeTimescale, '-f', 'mp4', '-y', `file:${path}`],
  ];
}
