import { valueAt } from '../animation/value-at.ts';
import type { Fade } from '../schema/clip.ts';
import type { Animatable } from '../schema/key-frames.ts';

/** Something that makes sound louder or quieter as the timeline goes by. */
export type GainStage =
  | {
      kind: 'gain';
      /** Decibels. */
      property: Animatable;
      /** Where on the timeline the times of its key frames begin, in ticks. */
      origin: number;
    }
  | {
      kind: 'fade';
      /** Whether it rises or falls. */
      direction: 'in' | 'out';
      /** Where on the timeline it begins, in ticks. */
      from: number;
      /** Where on the timeline it has ended, in ticks. */
      to: number;
      /** Of the amplitude. */
      curve: Fade['curve'];
    }
  | {
      kind: 'duck';
      /** Decibels while one of the stretches is heard. */
      gain: number;
      /** Ticks from full to lowered, before a stretch begins. */
      attack: number;
      /** Ticks from lowered to full, after a stretch has ended. */
      release: number;
      /** When others are heard, in order. */
      stretches: Stretch[];
    };

/** A stretch of the timeline, in ticks. */
export interface Stretch {
  /** Its first tick. */
  start: number;
  /** The first tick after it. */
  end: number;
}

/** At and below this many decibels there is silence. */
export const silenceDecibels = -96;

/** What samples at a time of the timeline are multiplied by. */
export function gainOf(stage: GainStage, at: number): number {
  if (stage.kind === 'gain') return amplitudeOf(valueAt(stage.property, at - stage.origin));
  if (stage.kind === 'duck') return amplitudeOf(duckedAt(stage, at));
  const { direction, from, to, curve } = stage;
  const share = Math.min(1, Math.max(0, (at - from) / (to - from)));
  return curves[curve](direction === 'in' ? share : 1 - share);
}

/** Decibels at a time: down when a stretch begins, and up again after its end. */
function duckedAt(stage: Extract<GainStage, { kind: 'duck' }>, at: number): number {
  const { gain, attack, release, stretches } = stage;
  const near = stretches.find(({ start, end }) => at > start - attack && at < end + release);
  if (near === undefined) return 0;
  if (at < near.start) return gain * ((at - (near.start - attack)) / attack);
  return at <= near.end ? gain : gain * (1 - (at - near.end) / release);
}

/** The amplitude of so many decibels. */
export function amplitudeOf(decibels: number): number {
  return decibels <= silenceDecibels ? 0 : 10 ** (decibels / 20);
}

/** From silence, 0, to full, 1. */
const curves: Record<Fade['curve'], (share: number) => number> = {
  linear: (share) => share,
  // The squares of one that rises and one that falls sum up to 1.
  equalPower: (share) => Math.sqrt(share),
  smooth: (share) => share * share * (3 - 2 * share),
  exponential: (share) => share * share,
  logarithmic: (share) => 1 - (1 - share) * (1 - share),
  cubic: (share) => share * share * share,
};
