import { encoderSavings, formatRational } from '@weireel/media';
import { downscaleFilter, pictureFilters } from './picture-filters.ts';
import { gainFilters, stereoFilters } from './sound-filters.ts';
import { keptFilters } from './steady-picture.ts';
import type { SoundGain, TranscodePlan } from './plan-transcode.ts';
import type { Rung } from './rungs.ts';

/** What to read, and what it is. */
export interface MediaInput {
  /** FFmpeg demuxer, from the file's first bytes: `mov`, `matroska`. Nothing else is tried. */
  demuxer: string;
  /** Path of the file, relative to the folder of the run; may hold any characters. Null: it comes by standard input. */
  path: string | null;
  /** Whether streams are searched far into the file, which takes time and memory. Absent: in its first seconds. */
  looksFar?: boolean;
}

/** Numbers of the pipes that the ladder is written to. */
export interface LadderPipes {
  /** One for each rung of the plan, in its order; they carry pictures only. */
  rungs: readonly number[];
  /** The sound, which is the same for all rungs and encoded once; null for none. */
  sound: number | null;
  /**
   * The source's own picture, beside which all rungs have their key frames where it has; its key frames are as near
   * as theirs would be. Absent: it is not copied.
   */
  copied?: number;
}

/** How hard the encoder works. */
export interface EncoderOptions {
  /** x264 threads per rendition; fewer save memory and CPU. Absent: x264 decides by the machine. */
  threads?: number;
}

/** A fragment per second at most: long groups of pictures are seen early and do not pile up in memory. */
const fragmentMs = 1000;
/** Somebody waits for the first segment. */
const firstFragmentMs = 200;

/** Writes fragments to a pipe as they come, with exact start times in the edit list, which the packager reads. */
function fragmentedOutput(longestMs: number): string[] {
  return [
    ...['-movflags', '+frag_keyframe+empty_moov+delay_moov+default_base_moof'],
    ...['-frag_duration', String(longestMs * 1000), '-movie_timescale', '90000', '-f', 'mp4'],
  ];
}

/** Metadata can name the place of a recording; nothing of it may reach viewers. */
const withoutMetadata = ['-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn'];

/** Arguments that name the input. Only plain files or standard input are read, and only as the given format. */
export function inputArguments({ demuxer, path, looksFar = false }: MediaInput): string[] {
  const [protocol, place] = path === null ? ['pipe', 'pipe:0'] : ['file', `file:${path}`];
  // What is read ahead is kept in memory: hours, but of a small file.
  const far = looksFar ? ['-analyzeduration', '10800000000', '-probesize', '256M'] : [];
  return ['-protocol_whitelist', protocol, ...far, '-f', demuxer, '-i', place];
}

/** The same for a picture that goes through `pictureFilters`. */
export function decodedInputArguments(input: MediaInput): string[] {
  return [...keptFilters, ...inputArguments(input)];
}

/**
 * Copies the picture to a pipe, and copies or encodes the sound.
 *
 * @param plainPath where the same is to be beside it as `progressiveCopyArguments` makes it. Absent: nowhere
 */
export function copyArguments(
  plan: TranscodePlan,
  input: MediaInput,
  pipe: number,
  plainPath?: string,
): string[] {
  const streams = copiedStreams(plan, input);
  return [
    ...[...inputArguments(input), ...streams, ...fragmentedOutput(fragmentMs), `pipe:${pipe}`],
    ...(plainPath === undefined ? [] : [...streams, ...progressiveOutput(plainPath)]),
  ];
}

/**
 * The same as a plain MP4, for players without HLS. Only where the sound is copied as well: encoded sound begins and
 * ends as the packager made it.
 */
export function progressiveCopyArguments(
  plan: TranscodePlan,
  input: MediaInput,
  outputPath: string,
): string[] {
  return [...inputArguments(input), ...copiedStreams(plan, input), ...progressiveOutput(outputPath)];
}

function copiedStreams(plan: TranscodePlan, { demuxer }: MediaInput): string[] {
  // FFmpeg would do so by itself, but only after it has written a header that lacks what this finds.
  const fromAdts = demuxer === 'mpegts' ? ['-bsf:a', 'aac_adtstoasc'] : [];
  return [
    ...['-map', `0:${plan.video.index}`, '-c:v', 'copy'],
    ...(plan.copiedAudio === 'copy'
      ? ['-map', `0:${plan.audio?.index ?? 0}`, '-c:a', 'copy', ...fromAdts]
      : []),
    ...(plan.copiedAudio === 'encode' ? soundArguments(plan) : []),
    ...withoutMetadata,
  ];
}

/** Encodes the first rung alone, with the sound as it is. */
export function firstRungArguments(
  plan: TranscodePlan,
  input: MediaInput,
  pipe: number,
  options: EncoderOptions = {},
): string[] {
  const rung = plan.firstRung;
  return [
    ...decodedInputArguments(input),
    ...['-filter_complex', filterGraph(plan, [rung])],
    ...['-map', `[${rung.name}]`, ...pictureArguments(plan, rung, options), ...soundArguments(plan)],
    ...[...withoutMetadata, ...fragmentedOutput(firstFragmentMs), `pipe:${pipe}`],
  ];
}

/** Encodes all rungs of the ladder from one decode, and the sound with its gain; either may be left out. */
export function ladderArguments(
  plan: TranscodePlan,
  input: MediaInput,
  pipes: LadderPipes,
  options: EncoderOptions = {},
): string[] {
  if (pipes.rungs.length !== plan.ladder.length) throw new RangeError('Each rung needs a pipe');
  const output = [...withoutMetadata, ...fragmentedOutput(fragmentMs)];
  const { copied } = pipes;
  const keys = copied === undefined ? [] : ['-force_key_frames', 'source'];
  return [
    ...decodedInputArguments(input),
    ...(plan.ladder.length === 0 ? [] : ['-filter_complex', filterGraph(plan, plan.ladder)]),
    ...plan.ladder.flatMap((rung, n) => [
      ...['-map', `[${rung.name}]`, ...pictureArguments(plan, rung, options), ...keys, '-an', ...output],
      `pipe:${pipes.rungs[n]}`,
    ]),
    ...(copied === undefined ? [] : ['-map', `0:${plan.video.index}`, '-c:v', 'copy', '-an', ...output]),
    ...(copied === undefined ? [] : [`pipe:${copied}`]),
    ...(pipes.sound === null ? [] : [...soundArguments(plan, plan.soundGain), '-vn', ...output]),
    ...(pipes.sound === null ? [] : [`pipe:${pipes.sound}`]),
  ];
}

/**
 * Turns a finished rendition (its init and media segments, one after the other in one file) into a plain MP4.
 *
 * @param streams which streams of it, as FFmpeg names them. Default: all
 */
export function progressiveMp4Arguments(input: MediaInput, outputPath: string, streams = '0'): string[] {
  return [
    ...inputArguments(input),
    '-map',
    streams,
    '-c',
    'copy',
    ...withoutMetadata,
    ...progressiveOutput(outputPath),
  ];
}

/** The largest rung is made from the source, each other from the next larger: the scaler's work shrinks with it. */
function filterGraph(plan: TranscodePlan, rungs: readonly Rung[]): string {
  const steps = rungs.toReversed().map((rung, n, all) => {
    const next = all[n + 1];
    const filters =
      n === 0 ? [...pictureFilters(plan, rung), ...holdFilters(plan)].join(',') : downscaleFilter(rung);
    const from = n === 0 ? `[0:${plan.video.index}]` : `[to-${rung.name}]`;
    return `${from}${filters}${next === undefined ? '' : `,split=2[to-${next.name}]`}[${rung.name}]`;
  });
  return steps.join(';');
}

/** The last picture stays until the sound ends. */
export function holdFilters({ heldUntilMs }: TranscodePlan): string[] {
  return heldUntilMs === null ? [] : ['tpad=stop=-1:stop_mode=clone', `trim=end=${seconds(heldUntilMs)}`];
}

function pictureArguments(plan: TranscodePlan, rung: Rung, { threads }: EncoderOptions): string[] {
  const kilobits = Math.round(rung.maxBitrateBps / 1000);
  const gop = String(plan.gopFrames);
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...[...encoderSavings, '-crf', String(rung.crf)],
    ...['-maxrate', `${kilobits}k`, '-bufsize', `${Math.round(kilobits * 1.5)}k`],
    ...['-g', gop, '-keyint_min', gop, '-sc_threshold', '0', '-flags', '+cgop'],
    ...['-r', formatRational(plan.frameRate), '-color_range', 'tv'],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
    ...(threads === undefined ? [] : ['-threads:v', String(threads)]),
  ];
}

/**
 * Stereo AAC at 48 kHz with its own times; the packager fills what is missing before, within and behind it. A
 * source without sound gets no sound track: silence would cost bits and make players show a volume control.
 */
function soundArguments({ audio }: TranscodePlan, gain: SoundGain | null = null): string[] {
  if (audio === null) return [];
  const filters = [
    ...stereoFilters(audio),
    ...(gain === null ? [] : gainFilters(gain.gainDb, gain.truePeakDbfs)),
  ];
  return ['-map', `0:${audio.index}`, '-c:a', 'aac', '-b:a', '128k', '-af', filters.join(',')];
}

function progressiveOutput(path: string): string[] {
  return ['-movflags', '+faststart', '-f', 'mp4', '-y', `file:${path}`];
}

function seconds(ms: number): string {
  return (Math.max(0, ms) / 1000).toFixed(3);
}
