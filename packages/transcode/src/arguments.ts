import { formatRational } from '@weireel/media';
import { downscaleFilter, pictureFilters } from './picture-filters.ts';
import type { TranscodePlan } from './plan-transcode.ts';
import type { Rung } from './rungs.ts';

/** A file to read, and what it is. */
export interface MediaInput {
  /** FFmpeg demuxer, from the file's first bytes: `mov`, `matroska`. Nothing else is tried. */
  demuxer: string;
  /** Path of the file, relative to the folder of the run; may hold any characters. */
  path: string;
}

/** How hard the encoder works. */
export interface EncoderOptions {
  /** x264 threads per rendition; fewer save memory and CPU. Absent: x264 decides by the machine. */
  threads?: number;
}

/** Writes fragments to a pipe as they come, with exact start times in the edit list, which the packager reads. */
const fragmentedOutput = [
  ...['-movflags', '+frag_keyframe+empty_moov+delay_moov+default_base_moof'],
  // A fragment per second at most: long groups of pictures are seen early and do not pile up in memory.
  ...['-frag_duration', '1000000', '-movie_timescale', '90000', '-f', 'mp4'],
];

/** Metadata can name the place of a recording; nothing of it may reach viewers. */
const withoutMetadata = ['-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn'];

/** Arguments that name the input. Only plain files are opened, and only as the given format. */
export function inputArguments({ demuxer, path }: MediaInput): string[] {
  return ['-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${path}`];
}

/** Copies the picture to a pipe, and copies or encodes the sound. */
export function copyArguments(plan: TranscodePlan, input: MediaInput, pipe: number): string[] {
  return [...inputArguments(input), ...copiedStreams(plan), ...fragmentedOutput, `pipe:${pipe}`];
}

/** The same as a plain MP4, for players without HLS. */
export function progressiveCopyArguments(
  plan: TranscodePlan,
  input: MediaInput,
  outputPath: string,
): string[] {
  return [...inputArguments(input), ...copiedStreams(plan), ...progressiveOutput(outputPath)];
}

function copiedStreams(plan: TranscodePlan): string[] {
  return [
    ...['-map', `0:${plan.video.index}`, '-c:v', 'copy'],
    ...(plan.copiedAudio === 'copy' ? ['-map', `0:${plan.audio?.index ?? 0}`, '-c:a', 'copy'] : []),
    ...(plan.copiedAudio === 'encode' ? soundArguments(plan) : []),
    ...withoutMetadata,
  ];
}

/** Encodes the first rung alone. */
export function firstRungArguments(
  plan: TranscodePlan,
  input: MediaInput,
  pipe: number,
  options: EncoderOptions = {},
): string[] {
  return encodeArguments(plan, input, [{ rung: plan.firstRung, pipe }], options);
}

/** Encodes all rungs of the ladder from one decode. `pipes` are the numbers for `plan.ladder`, in its order. */
export function ladderArguments(
  plan: TranscodePlan,
  input: MediaInput,
  pipes: readonly number[],
  options: EncoderOptions = {},
): string[] {
  const outputs = plan.ladder.map((rung, n) => {
    const pipe = pipes[n];
    if (pipe === undefined) throw new RangeError(`There is no pipe for ${rung.name}`);
    return { rung, pipe };
  });
  return encodeArguments(plan, input, outputs, options);
}

/** Turns a finished rendition (its init and media segments, one after the other in one file) into a plain MP4. */
export function progressiveMp4Arguments(input: MediaInput, outputPath: string): string[] {
  return [
    ...inputArguments(input),
    '-map',
    '0',
    '-c',
    'copy',
    ...withoutMetadata,
    ...progressiveOutput(outputPath),
  ];
}

function encodeArguments(
  plan: TranscodePlan,
  input: MediaInput,
  outputs: readonly { rung: Rung; pipe: number }[],
  options: EncoderOptions,
): string[] {
  return [
    ...inputArguments(input),
    ...[
      '-filter_complex',
      filterGraph(
        plan,
        outputs.map(({ rung }) => rung),
      ),
    ],
    ...outputs.flatMap(({ rung, pipe }) => [
      ...['-map', `[${rung.name}]`, ...pictureArguments(plan, rung, options), ...soundArguments(plan)],
      ...[...withoutMetadata, ...fragmentedOutput, `pipe:${pipe}`],
    ]),
  ];
}

/** The largest rung is made from the source, the others from it: decoding, colour and turning are done once. */
function filterGraph(plan: TranscodePlan, rungs: readonly Rung[]): string {
  const top = rungs.at(-1) ?? plan.firstRung;
  const lower = rungs.slice(0, -1);
  const source = `[0:${plan.video.index}]${pictureFilters(plan, top).join(',')}`;
  if (lower.length === 0) return `${source}[${top.name}]`;
  const copies = lower.map(({ name }) => `[to-${name}]`).join('');
  const split = `${source},split=${rungs.length}${copies}[${top.name}]`;
  return [split, ...lower.map((rung) => `[to-${rung.name}]${downscaleFilter(rung)}[${rung.name}]`)].join(';');
}

function pictureArguments(plan: TranscodePlan, rung: Rung, { threads }: EncoderOptions): string[] {
  const kilobits = Math.round(rung.maxBitrateBps / 1000);
  const gop = String(plan.gopFrames);
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-crf', '23'],
    ...['-maxrate', `${kilobits}k`, '-bufsize', `${Math.round(kilobits * 1.5)}k`],
    ...['-g', gop, '-keyint_min', gop, '-sc_threshold', '0', '-flags', '+cgop'],
    ...['-r', formatRational(plan.frameRate), '-color_range', 'tv'],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
    ...(threads === undefined ? [] : ['-threads:v', String(threads)]),
  ];
}

/**
 * Stereo AAC at 48 kHz that begins with the file and lasts as long as the picture; gaps become silence. A
 * source without sound gets no sound track: silence would cost bits and make players show a volume control.
 */
function soundArguments({ audio, pictureEndMs }: TranscodePlan): string[] {
  if (audio === null) return [];
  const fill = pictureEndMs === null ? '' : `,apad=whole_dur=${seconds(pictureEndMs)}`;
  return [
    ...['-map', `0:${audio.index}`, '-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2'],
    ...['-af', `aresample=async=1:first_pts=0${fill}`],
  ];
}

function progressiveOutput(path: string): string[] {
  return ['-movflags', '+faststart', '-f', 'mp4', '-y', `file:${path}`];
}

function seconds(ms: number): string {
  return (Math.max(0, ms) / 1000).toFixed(3);
}
