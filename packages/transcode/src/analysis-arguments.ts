import type { AudioStream } from '@weireel/media';
import { decodedInputArguments, inputArguments, type MediaInput } from './arguments.ts';
import { trialCrf } from './analysis.ts';
import { downscaleFilter, pictureFilters } from './picture-filters.ts';
import type { TranscodePlan } from './plan-transcode.ts';
import { stereoFilters } from './sound-filters.ts';

/** Where samples are taken, as parts of the clip, and how long each is. */
const samplePlaces = [0.2, 0.5, 0.8];
const sampleSeconds = 1;

/**
 * A look at a few seconds of the picture and at all of the sound. What it found stands in the last lines of
 * standard error, for `readAnalysis`; there is no other output.
 */
export function analysisArguments(plan: TranscodePlan, input: MediaInput): string[] {
  const starts = sampleStarts(plan.pictureEndMs);
  const samples = starts.flatMap((start) => [
    // From the key frame before it: what lies between need not be decoded.
    ...(start === null ? [] : ['-noaccurate_seek', '-ss', start.toFixed(3)]),
    ...['-t', String(start === null ? samplePlaces.length * sampleSeconds : sampleSeconds)],
    ...decodedInputArguments(input),
  ]);
  const { audio } = plan;
  const graph = pictureGraph(plan, starts.length).join(';');
  const settings = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(trialCrf), '-sc_threshold', '0'];
  return [
    ...['-loglevel', 'info', ...samples, ...(audio === null ? [] : inputArguments(input))],
    ...['-filter_complex', graph],
    ...(audio === null ? [] : soundGraph(audio, starts.length)),
    ...['-map', '[probe]', ...settings, '-x264-params', 'ssim=1', '-f', 'null', '-'],
    ...(comparesSizes(plan) ? ['-map', '[compared]', '-f', 'null', '-'] : []),
    ...(audio === null ? [] : ['-map', '[sound]', '-f', 'null', '-']),
  ];
}

/** A graph of its own: it is made anew when the sound changes its channels on the way. */
function soundGraph(audio: AudioStream, input: number): string[] {
  const filters = [...stereoFilters(audio), 'ebur128=peak=true:framelog=verbose'];
  return ['-filter_complex', `[${input}:${audio.index}]${filters.join(',')}[sound]`];
}

/** A clip that is hardly longer than the samples is looked at from its start; its length may be unknown. */
function sampleStarts(pictureEndMs: number | null): (number | null)[] {
  const seconds = (pictureEndMs ?? 0) / 1000;
  if (seconds < 2 * samplePlaces.length * sampleSeconds) return [null];
  return samplePlaces.map((place) => place * seconds);
}

/** A detour over a size nearer than this leaves every clip as it was. */
const furthestStep = 0.7;

/** Every how many pictures one makes the detour: neighbours lose the same by it. */
const comparedEvery = 5;

/** Whether the top rung is the source's own size, so that one may ask whether it is worth that size. */
function comparesSizes({ ladder, display, video }: TranscodePlan): boolean {
  const [next, top] = ladder.slice(-2);
  if (next === undefined || top === undefined || video.hdr !== null) return false;
  if (next.heightPx > top.heightPx * furthestStep) return false;
  return Math.abs(top.widthPx - display.widthPx) < 2 && Math.abs(top.heightPx - display.heightPx) < 2;
}

function pictureGraph(plan: TranscodePlan, sampleCount: number): string[] {
  const { firstRung, ladder, video } = plan;
  const next = ladder.at(-2);
  const isCompared = comparesSizes(plan) && next !== undefined;
  const size = isCompared ? (ladder.at(-1) ?? firstRung) : firstRung;
  const names = Array.from({ length: sampleCount }, (_, n) => n);
  const chains = names.map(
    (n) => `[${n}:${video.index}]setpts=PTS-STARTPTS,${pictureFilters(plan, size).join(',')}[s${n}]`,
  );
  const joined = `${names.map((n) => `[s${n}]`).join('')}concat=n=${sampleCount}`;
  if (!isCompared) return [...chains, `${joined}[probe]`];
  return [
    ...chains,
    `${joined},split=2[a][b]`,
    `[a]${downscaleFilter(firstRung)}[probe]`,
    `[b]framestep=${comparedEvery},split=2[c][d]`,
    `[c]${downscaleFilter(next)},${downscaleFilter(size)}[detour]`,
    '[d][detour]psnr[compared]',
  ];
}
