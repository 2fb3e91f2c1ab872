import type { Sample } from '../mp4/track.ts';
import { inspectPicture } from '../packager/inspect-picture.ts';
import type { HlsRuleId } from './rules.ts';
import type { InitContent, SegmentContent } from './segment-content.ts';

/** What goes on from one segment to the next; times in seconds. */
export interface SegmentClock {
  /** End of the last segment's picture; null before the first, and behind a discontinuity. */
  picture: number | null;
  /** End of the last segment's sound. */
  sound: number | null;
  /** When the last IDR was shown; null before the first. */
  lastIdr: number | null;
  /** Whether nothing came before: the first segment begins at zero. */
  isFirst: boolean;
}

/** What was measured of one segment; times in seconds. */
export interface MeasuredSegment {
  /** Begin of the leading track: the picture, or the sound where there is none. */
  start: number;
  /** Its end. */
  end: number;
  /** Pictures; 0 for sound alone. */
  pictureCount: number;
  /** Longest time that a sample of the leading track is shown. */
  longestFrame: number;
  /** Shortest one. */
  shortestFrame: number;
  /** End of the sound minus end of the picture; null when one of them is missing. */
  soundEndDifference: number | null;
}

/** Notes a rule that this segment breaks. */
export type SegmentNote = (rule: HlsRuleId, found: string) => void;

/** Decode times may differ by this much: other packagers count the tracks in coarser ticks. */
const timeTolerance = 0.001;
/** Longest distance of two IDR. */
const longestGopSeconds = 4;

interface Timeline {
  first: Sample;
  start: number;
  end: number;
  /** When the first sample is shown, minus its decode time. */
  delay: number;
  longest: number;
  shortest: number;
}

/** Checks the samples of one segment, and how it goes on from the one before. */
export function checkSegment(
  init: InitContent,
  { pictures, sound }: SegmentContent,
  clock: SegmentClock,
  note: SegmentNote,
): MeasuredSegment {
  const picture = timelineOf(pictures, init.video?.timescale ?? 1, init.video?.shift ?? 0);
  const heard = timelineOf(sound, init.audio?.timescale ?? 1, init.audio?.shift ?? 0);
  if ([...pictures, ...sound].some(({ duration }) => duration <= 0)) note('HLS-407', 'a sample of no length');
  checkSoundFrames(init, sound, note);
  if (picture !== null) {
    checkPictures(init, pictures, picture, clock, note);
    checkStart('HLS-404', picture, clock.picture, clock.isFirst, note);
  }
  if (heard !== null) {
    // An encoder's delay of up to one frame may come before zero.
    const isFirst = clock.isFirst && picture === null;
    checkStart('HLS-414', heard, clock.sound, isFirst, note);
    if (clock.sound === null && picture !== null) checkSoundStart(picture, heard, note);
  }
  const leading = picture ?? heard;
  if (leading === null) throw new RangeError('A segment without samples');
  clock.picture = picture?.end ?? null;
  clock.sound = heard?.end ?? clock.sound;
  clock.isFirst = false;
  return {
    start: leading.start,
    end: leading.end,
    pictureCount: pictures.length,
    longestFrame: leading.longest,
    shortestFrame: leading.shortest,
    soundEndDifference: picture === null || heard === null ? null : heard.end - picture.end,
  };
}

/** Players lay frames end to end whatever their times say, and drop or fill by what is left over. */
function checkSoundFrames({ audio }: InitContent, sound: readonly Sample[], note: SegmentNote): void {
  const frameTicks = audio?.aac?.frameTicks;
  if (frameTicks === undefined) return;
  const odd = sound.filter(({ duration }) => Math.abs(duration - frameTicks) >= frameTicks / 2);
  const [first] = odd;
  if (first === undefined) return;
  note(
    'HLS-418',
    `${odd.length} of ${sound.length} frames, one of ${first.duration} instead of ${frameTicks} ticks`,
  );
}

function timelineOf(samples: readonly Sample[], timescale: number, shift: number): Timeline | null {
  const first = samples[0];
  if (first === undefined) return null;
  const ticks = samples.reduce((sum, { duration }) => sum + duration, 0);
  const gaps = shownGaps(samples).map((gap) => gap / timescale);
  return {
    first,
    start: first.decodeTime / timescale,
    end: (first.decodeTime + ticks) / timescale,
    delay: (first.presentationTime - first.decodeTime + shift) / timescale,
    longest: gaps.reduce((longest, gap) => Math.max(longest, gap), 0),
    shortest: gaps.reduce((shortest, gap) => Math.min(shortest, gap), Infinity),
  };
}

/** Ticks from each sample to the one that is shown next: decode times say little of how long a picture is shown. */
function shownGaps(samples: readonly Sample[]): number[] {
  const times = samples.map(({ presentationTime }) => presentationTime).sort((a, b) => a - b);
  if (times.length === 1) return samples.map(({ duration }) => duration);
  return times.slice(1).map((time, n) => time - (times[n] ?? time));
}

function checkStart(
  rule: 'HLS-404' | 'HLS-414',
  { start }: Timeline,
  expected: number | null,
  isFirst: boolean,
  note: SegmentNote,
): void {
  if (isFirst && start > timeTolerance) note('HLS-403', `${start} s`);
  if (expected !== null && Math.abs(start - expected) > timeTolerance) {
    note(rule, `it begins at ${start} s, the last one ended at ${expected} s`);
  }
}

function checkSoundStart(picture: Timeline, heard: Timeline, note: SegmentNote): void {
  const apart = heard.start + heard.delay - (picture.start + picture.delay);
  const frame = Math.max(picture.longest, heard.longest);
  if (Math.abs(apart) > frame + timeTolerance) {
    note('HLS-412', `the sound begins ${Math.round(apart * 1000)} ms after the picture`);
  }
}

function checkPictures(
  init: InitContent,
  pictures: readonly Sample[],
  { first, end, start }: Timeline,
  clock: SegmentClock,
  note: SegmentNote,
): void {
  const timescale = init.video?.timescale ?? 1;
  const shownFrom = first.presentationTime;
  const shownUntil = shownFrom + (end - start) * timescale;
  // Half a tick for what was rounded on the way.
  if (pictures.some(({ presentationTime }) => presentationTime < shownFrom)) {
    note('HLS-405', 'a picture is shown before the first one');
  }
  if (pictures.some(({ presentationTime, duration }) => presentationTime + duration > shownUntil + 0.5)) {
    note('HLS-406', 'a picture lasts beyond the end');
  }
  if (!first.isSync) note('HLS-416', 'sample_is_non_sync_sample is set');
  const avc = init.video?.avc ?? null;
  if (avc === null) return;
  const facts = pictures.map((sample) => ({
    ...inspectPicture(sample.data, avc),
    at: sample.presentationTime,
  }));
  if (facts[0]?.isIdr !== true) note('HLS-402', 'the first picture is no IDR');
  if (init.video?.sampleEntry === 'avc1' && facts.some(({ bringsParameterSets }) => bringsParameterSets)) {
    note('HLS-415', 'other parameter sets');
  }
  const idrTimes = facts.flatMap(({ isIdr, at }) => (isIdr ? [at / timescale] : []));
  for (const time of idrTimes) {
    checkGop(clock.lastIdr, time, note);
    clock.lastIdr = time;
  }
}

function checkGop(last: number | null, next: number, note: SegmentNote): void {
  if (last !== null && next - last > longestGopSeconds + timeTolerance) {
    note('HLS-417', `${(next - last).toFixed(3)} s without an IDR before it`);
  }
}
