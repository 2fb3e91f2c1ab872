import type { StereoSamples } from './mix-sound.ts';
import { sampleRate } from './sound-arguments.ts';

/** Finds how loud the noise of a sound is, of samples as they come. */
export interface NoiseMeter {
  /** Hears what follows. */
  add: (samples: StereoSamples) => void;
  /** How loud noise is at most, in dBFS, as FFmpeg's `afftdn` takes it. */
  floorDb: () => number;
}

/** The power of sound is looked at by twentieths of a second: between two words there is nothing but noise. */
const windowSamples = sampleRate / 20;
/** The quietest tenth of all is noise. */
const quietest = 0.1;
/** What is quieter, in power, is silence of a machine, and tells of no noise. */
const leastPower = 1e-9;
/** Noise wavers about its mean. */
const marginDb = 5;
/** What FFmpeg's filter takes for noise, in dBFS. */
const [leastDb, mostDb] = [-80, -20];

/** A meter that has heard nothing. */
export function createNoiseMeter(): NoiseMeter {
  const powers: number[] = [];
  let [sum, heard] = [0, 0];
  return {
    add(samples) {
      for (let index = 0; index < samples.length; index += 1) {
        const value = samples[index] ?? 0;
        sum += value * value;
        heard += 1;
        if (heard < 2 * windowSamples) continue;
        powers.push(sum / heard);
        [sum, heard] = [0, 0];
      }
    },
    floorDb() {
      const audible = powers.filter((power) => power > leastPower).sort((a, b) => a - b);
      const power = audible[Math.floor(quietest * audible.length)];
      if (power === undefined) return leastDb;
      return Math.min(mostDb, Math.max(leastDb, 10 * Math.log10(power) + marginDb));
    },
  };
}
