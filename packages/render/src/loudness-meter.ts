import { sampleRate } from './sound-arguments.ts';

/** Measures how loud sound of two channels at 48 kHz is, as it comes. */
export interface LoudnessMeter {
  /** Takes the next samples: left, right, left, … */
  add(samples: Float32Array): void;
  /** Integrated loudness of all so far, in LUFS; null: nothing is heard. */
  integratedLufs(): number | null;
}

/** The head in the way of the sound: a filter of second order (ITU-R BS.1770-4, table 1). */
const head = {
  ...{ b0: 1.53512485958697, b1: -2.69169618940638, b2: 1.19839281085285 },
  ...{ a1: -1.69065929318241, a2: 0.73248077421585 },
};
/** Low sounds are heard less (table 2). */
const low = { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 };

/** Blocks last four steps, and begin with each. */
const [stepSamples, stepsOfBlock] = [sampleRate / 10, 4];
/** What is quieter than this does not count, and neither does what is so much quieter than the rest. */
const [absoluteGate, relativeGate] = [-70, -10];

/** A meter of integrated loudness by EBU R 128. */
export function createLoudnessMeter(): LoudnessMeter {
  const channels = [new Float64Array(4), new Float64Array(4)] as const;
  /** Energy of each step, both channels together. */
  const steps: number[] = [];
  let [energy, count] = [0, 0];
  return {
    add(samples) {
      for (let index = 0; index + 1 < samples.length; index += 2) {
        const left = weighted(channels[0], samples[index] ?? 0);
        const right = weighted(channels[1], samples[index + 1] ?? 0);
        energy += left * left + right * right;
        count += 1;
        if (count < stepSamples) continue;
        steps.push(energy);
        [energy, count] = [0, 0];
      }
    },
    integratedLufs() {
      const blocks = steps.slice(stepsOfBlock - 1).map((_, index) => {
        const block = steps.slice(index, index + stepsOfBlock);
        return block.reduce((sum, step) => sum + step, 0) / (stepsOfBlock * stepSamples);
      });
      const heard = blocks.filter((block) => lufsOf(block) > absoluteGate);
      if (heard.length === 0) return null;
      const gate = lufsOf(mean(heard)) + relativeGate;
      return lufsOf(mean(heard.filter((block) => lufsOf(block) > gate)));
    },
  };
}

/** What a sample becomes by both filters, one after the other. Each keeps two numbers of what was before. */
function weighted(kept: Float64Array, sample: number): number {
  const between = head.b0 * sample + (kept[0] ?? 0);
  kept[0] = head.b1 * sample - head.a1 * between + (kept[1] ?? 0);
  kept[1] = head.b2 * sample - head.a2 * between;
  const made = low.b0 * between + (kept[2] ?? 0);
  kept[2] = low.b1 * between - low.a1 * made + (kept[3] ?? 0);
  kept[3] = low.b2 * between - low.a2 * made;
  return made;
}

function lufsOf(meanSquare: number): number {
  return -0.691 + 10 * Math.log10(meanSquare);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
