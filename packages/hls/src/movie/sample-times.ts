import { Mp4FormatError } from '../mp4/mp4-format-error.ts';

/** Entry of a run-length table: so many samples have this value. */
export interface Run {
  /** Samples. */
  count: number;
  /** What they share. */
  value: number;
}

/** When samples are decoded and shown, in ticks from where the media begins. */
export interface SampleTimes {
  /** When the first picture or sound is shown, by composition times. */
  shownFrom: number;
  /** When the last one that is shown ends: not the one that is decoded last, where pictures are reordered. */
  shownUntil: number;
  /** Sum of all durations. */
  decodedUntil: number;
  /** A clock that is asked for samples in ascending order, counted from 0. */
  clock(): SampleClock;
}

/** Tells the times of one sample after the other; of one behind the last, the end. Throws when they go backwards. */
export interface SampleClock {
  /** When it is decoded. */
  decodedAt(sample: number): number;
  /** When it is shown. */
  shownAt(sample: number): number;
}

/** Samples that follow each other, last equally long, and are shown equally long after they were decoded. */
interface Stretch {
  count: number;
  step: number;
  offset: number;
}

/**
 * The times of samples by their durations and, where there are any, by how much later than decoded they are shown
 * (`stts` and `ctts`, ISO/IEC 14496-12 section 8.6.1).
 */
export function timesOfSamples(durations: readonly Run[], offsets: readonly Run[]): SampleTimes {
  const stretches = stretchesOf(durations, offsets);
  let decodedUntil = 0;
  let shownFrom = Infinity;
  let shownUntil = 0;
  for (const { count, step, offset } of stretches) {
    shownFrom = Math.min(shownFrom, decodedUntil + offset);
    decodedUntil += count * step;
    shownUntil = Math.max(shownUntil, decodedUntil + offset);
  }
  return {
    shownFrom: stretches.length === 0 ? 0 : shownFrom,
    shownUntil,
    decodedUntil,
    clock: () => clockOf(stretches),
  };
}

/** Both tables in one; samples behind the end of the second are shown as soon as they are decoded. */
function stretchesOf(durations: readonly Run[], offsets: readonly Run[]): Stretch[] {
  const stretches: Stretch[] = [];
  let next = 0;
  let left = offsets[0]?.count ?? Infinity;
  for (const { count, value } of durations) {
    for (let rest = count; rest > 0;) {
      const taken = Math.min(rest, left);
      if (taken > 0) stretches.push({ count: taken, step: value, offset: offsets[next]?.value ?? 0 });
      rest -= taken;
      left -= taken;
      if (left > 0) continue;
      next += 1;
      left = offsets[next]?.count ?? Infinity;
    }
  }
  return stretches;
}

function clockOf(stretches: readonly Stretch[]): SampleClock {
  let at = 0;
  let samples = 0;
  let ticks = 0;
  let latest = 0;
  const decodedAt = (sample: number): number => {
    if (sample < latest) throw new Mp4FormatError('The samples of a table are not in order');
    latest = sample;
    for (let one = stretches[at]; one !== undefined; one = stretches[at]) {
      if (sample < samples + one.count) return ticks + (sample - samples) * one.step;
      samples += one.count;
      ticks += one.count * one.step;
      at += 1;
    }
    return ticks;
  };
  return { decodedAt, shownAt: (sample) => decodedAt(sample) + (stretches[at]?.offset ?? 0) };
}
