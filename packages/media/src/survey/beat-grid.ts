import { onsetRateHz } from './onset-meter.ts';

/** The beat of a piece of music. */
export interface BeatGrid {
  /** Beats a minute. */
  tempoBpm: number;
  /** When they are, in seconds. */
  beats: number[];
}

/** What is slower or faster is counted twice or half as fast. */
const [leastBpm, mostBpm] = [45, 220];
/** The tempo that people clap to most readily (Moelants 2002), and how many octaves off still seem natural. */
const [usualBpm, octaves] = [120, 1.2];
/** So much of the onsets must come back after one beat: less is speech, or noise. */
const leastLikeness = 0.12;
/** How much a beat is held to the tempo (Ellis, Beat Tracking by Dynamic Programming, 2007). */
const tightness = 100;
/** A grid of fewer beats is none. */
const leastBeats = 4;

/** Finds the beat in how much begins to sound when; null: there is none. */
export function findBeats(onsets: Float64Array): BeatGrid | null {
  const strengths = aboveSurroundings(onsets);
  const period = periodOf(strengths);
  if (period === null) return null;
  const found = trackBeats(strengths, period).map((at) => sharpen(strengths, at));
  const beats = withinSound(found, strengths, period);
  if (beats.length < leastBeats) return null;
  return { tempoBpm: tempoOf(beats), beats: beats.map((at) => at / onsetRateHz) };
}

/** Each as much as it is more than what is usual around it, of an even scale. */
function aboveSurroundings(onsets: Float64Array): Float64Array {
  const reach = onsetRateHz / 2;
  const sums = new Float64Array(onsets.length + 1);
  for (const [n, value] of onsets.entries()) sums[n + 1] = (sums[n] ?? 0) + value;
  const strengths = onsets.map((value, n) => {
    const [from, to] = [Math.max(0, n - reach), Math.min(onsets.length, n + reach + 1)];
    return Math.max(0, value - ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from));
  });
  const power = strengths.reduce((sum, value) => sum + value * value, 0) / Math.max(1, strengths.length);
  return power === 0 ? strengths : strengths.map((value) => value / Math.sqrt(power));
}

/** After how many steps the onsets come back; null: they do not. */
function periodOf(strengths: Float64Array): number | null {
  const [first, last] = [mostBpm, leastBpm].map((bpm) => Math.round((60 * onsetRateHz) / bpm));
  if (first === undefined || last === undefined || strengths.length < 3 * first) return null;
  const blurred = blur(strengths);
  const whole = likenessAt(blurred, 0);
  if (whole === 0) return null;
  const likeness = (lag: number): number => likenessAt(blurred, lag) / whole;
  const liked = Array.from({ length: last - first + 1 }, (_, n) => likeness(first + n));
  const isPeak = (n: number) =>
    (liked[n] ?? 0) >= (liked[n - 1] ?? 0) && (liked[n] ?? 0) >= (liked[n + 1] ?? 0);
  let best: { lag: number; worth: number } | null = null;
  for (const [n, value] of liked.entries()) {
    if (!isPeak(n) || value < leastLikeness) continue;
    const lag = first + n;
    const distance = Math.log2((60 * onsetRateHz) / lag / usualBpm) / octaves;
    const worth = value * Math.exp(-0.5 * distance * distance);
    if (best === null || worth > best.worth) best = { lag, worth };
  }
  if (best === null || !comesAgain(likeness, best.lag)) return null;
  // A beat that is divided evenly is as many beats: nothing tells its halves from its wholes.
  for (const parts of [3, 2]) {
    const part = nearby(likeness, best.lag / parts);
    if (part.lag >= first && part.likeness > 0.8 * likeness(best.lag)) return exactPeriod(likeness, part.lag);
  }
  return exactPeriod(likeness, best.lag);
}

/** Whether what comes back after a beat does so after two: words of one length follow one another by chance alone. */
function comesAgain(likeness: (lag: number) => number, lag: number): boolean {
  const after = (beats: number) =>
    Math.max(...[-2, -1, 0, 1, 2].map((around) => likeness(beats * lag + around)));
  return (after(1) + after(2)) / 2 > leastLikeness;
}

/** The better of the two whole lags around one between. */
function nearby(likeness: (lag: number) => number, between: number): { lag: number; likeness: number } {
  const [low, high] = [Math.floor(between), Math.ceil(between)];
  const isLow = likeness(low) >= likeness(high);
  return { lag: isLow ? low : high, likeness: Math.max(likeness(low), likeness(high)) };
}

/**
 * Onsets that are a step apart are the same to whoever claps. About their mean: what comes without any order is like
 * nothing but itself.
 */
function blur(strengths: Float64Array): Float64Array {
  const blurred = strengths.map(
    (value, n) => value + ((strengths[n - 1] ?? 0) + (strengths[n + 1] ?? 0)) / 2,
  );
  const mean = blurred.reduce((sum, value) => sum + value, 0) / Math.max(1, blurred.length);
  return blurred.map((value) => value - mean);
}

/** Between steps: by where the onsets come back after several beats. */
function exactPeriod(likeness: (lag: number) => number, lag: number): number {
  let period = lag;
  for (const beats of [2, 4, 8]) {
    const [from, to] = [Math.floor(beats * period - beats / 2), Math.ceil(beats * period + beats / 2)];
    let best = { at: beats * period, value: 0 };
    for (let at = from; at <= to; at += 1) {
      const value = likeness(at);
      if (value > best.value) best = { at, value };
    }
    if (best.value < leastLikeness) break;
    period = best.at / beats;
  }
  return period;
}

function likenessAt(strengths: Float64Array, lag: number): number {
  let sum = 0;
  for (let n = lag; n < strengths.length; n += 1) sum += (strengths[n] ?? 0) * (strengths[n - lag] ?? 0);
  return strengths.length > lag ? sum / (strengths.length - lag) : 0;
}

/** The steps that make the strongest row of about so many steps apart. */
function trackBeats(strengths: Float64Array, period: number): number[] {
  const worth = new Float64Array(strengths.length);
  const before = new Int32Array(strengths.length).fill(-1);
  const [nearest, farthest] = [Math.round(period / 2), Math.round(2 * period)];
  for (let at = 0; at < strengths.length; at += 1) {
    let best = 0;
    for (let lag = nearest; lag <= Math.min(farthest, at); lag += 1) {
      const stretch = Math.log(lag / period);
      const value = (worth[at - lag] ?? 0) - tightness * stretch * stretch;
      if (value <= best) continue;
      best = value;
      before[at] = at - lag;
    }
    worth[at] = (strengths[at] ?? 0) + best;
  }
  const tail = Math.max(0, strengths.length - Math.ceil(period));
  let at = tail;
  for (let n = tail; n < strengths.length; n += 1) if ((worth[n] ?? 0) > (worth[at] ?? 0)) at = n;
  const beats: number[] = [];
  for (; at >= 0; at = before[at] ?? -1) beats.push(at);
  return beats.reverse();
}

/** The top of a parabola through the onset of a step and its neighbours. */
function sharpen(strengths: Float64Array, at: number): number {
  const [before, here, after] = [at - 1, at, at + 1].map((n) => strengths[n] ?? 0) as [
    number,
    number,
    number,
  ]; // as: three become three
  const bend = before - 2 * here + after;
  if (bend >= 0 || here < before || here < after) return at;
  return at + (0.5 * (before - after)) / bend;
}

/** Without the beats before the first and after the last sound: there nothing is to be heard of them. */
function withinSound(beats: number[], strengths: Float64Array, period: number): number[] {
  const reach = Math.ceil(period / 8);
  const isHeard = (at: number): boolean => {
    const [from, to] = [Math.max(0, Math.round(at) - reach), Math.round(at) + reach + 1];
    return strengths.subarray(from, to).some((value) => value > 0.5);
  };
  const [first, last] = [beats.findIndex(isHeard), beats.findLastIndex(isHeard)];
  return first === -1 ? [] : beats.slice(first, last + 1);
}

/** By the straight line that lies nearest to all beats. */
function tempoOf(beats: readonly number[]): number {
  const middle = (beats.length - 1) / 2;
  const mean = beats.reduce((sum, at) => sum + at, 0) / beats.length;
  let [above, below] = [0, 0];
  for (const [n, at] of beats.entries()) {
    above += (n - middle) * (at - mean);
    below += (n - middle) ** 2;
  }
  return (60 * onsetRateHz * below) / above;
}
