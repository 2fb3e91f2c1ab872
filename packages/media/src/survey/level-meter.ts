import { stepMs, surveyedRateHz } from './survey-format.ts';

/** How loud a sound is, step by step. */
export interface SoundLevels {
  /** Milliseconds of a step. */
  stepMs: number;
  /** The highest sample of each, without its sign: 255 is full scale. */
  peaks: Uint8Array;
  /** The power of each: how many half decibels it lies below full scale; 255: that or more. */
  levels: Uint8Array;
}

/** Hears samples as they come, two channels one after the other. */
export interface LevelMeter {
  /** Hears what follows. */
  add: (samples: Float32Array) => void;
  /** What was heard. */
  levels: () => SoundLevels;
}

/** Half an hour of steps. */
const usualMostSteps = 90_000;
const stepSamples = (2 * surveyedRateHz * stepMs) / 1000;

/**
 * A meter that has heard nothing.
 *
 * @param mostSteps more are told as fewer, longer ones, so that a source of hours costs no more
 */
export function createLevelMeter(mostSteps = usualMostSteps): LevelMeter {
  const peaks: number[] = [];
  const powers: number[] = [];
  let [highest, sum, heard] = [0, 0, 0];
  const close = (): void => {
    peaks.push(highest);
    powers.push(sum / heard);
    [highest, sum, heard] = [0, 0, 0];
  };
  return {
    add(samples) {
      for (const value of samples) {
        const height = Math.abs(value);
        if (height > highest) highest = height;
        sum += value * value;
        heard += 1;
        if (heard === stepSamples) close();
      }
    },
    levels() {
      if (heard > 0) close();
      const joined = Math.max(1, Math.ceil(peaks.length / mostSteps));
      const steps = Math.ceil(peaks.length / joined);
      const of = (values: number[], step: number) => values.slice(step * joined, (step + 1) * joined);
      return {
        stepMs: stepMs * joined,
        peaks: Uint8Array.from({ length: steps }, (_, step) =>
          Math.min(255, Math.round(255 * Math.max(...of(peaks, step)))),
        ),
        levels: Uint8Array.from({ length: steps }, (_, step) => {
          const part = of(powers, step);
          return halfDecibelsBelow(part.reduce((total, power) => total + power, 0) / part.length);
        }),
      };
    },
  };
}

/** Two silent channels and one full sine are -3 dB: a full square wave is 0. */
function halfDecibelsBelow(power: number): number {
  return power <= 0 ? 255 : Math.min(255, Math.max(0, Math.round(-20 * Math.log10(power))));
}
