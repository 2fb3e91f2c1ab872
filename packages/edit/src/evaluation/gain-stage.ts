import type { Fade } from '../schema/clip.ts';

/** Something that makes sound louder or quieter as the timeline goes by. */
export type GainStage =
  | {
      kind: 'gain';
      /** Decibels at a time of the timeline. */
      decibels: (at: number) => number;
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
    };

/** At and below this many decibels there is silence. */
export const silenceDecibels = -96;

/** What samples at a time of the timeline are multiplied by. */
export function gainOf(stage: GainStage, at: number): number {
  if (stage.kind === 'gain') return amplitudeOf(stage.decibels(at));
  const { direction, from, to, curve } = stage;
  const share = Math.min(1, Math.max(0, (at - from) / (to - from)));
  return curves[curve](direction === 'in' ? share : 1 - share);
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
