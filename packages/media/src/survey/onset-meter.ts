import { createSpectrum } from './fourier.ts';
import { surveyedRateHz } from './survey-format.ts';

/** Onsets are looked for so often in a second. */
export const onsetRateHz = 100;

/** Hears samples as they come, two channels one after the other, and finds where something begins to sound. */
export interface OnsetMeter {
  /** Hears what follows. */
  add: (samples: Float32Array) => void;
  /** How much begins to sound, `onsetRateHz` times a second: the first number is for time 0. */
  onsets: () => Float64Array;
}

const windowSamples = 512;
const hopSamples = surveyedRateHz / onsetRateHz;
/** What is loud counts little more than what is soft: a change is felt by its ratio. */
const compression = 100;
/** Bands of frequencies, each twice as wide as the last but few: so one cymbal is not worth a hundred basses. */
const bandEdges = [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 28, 36, 46, 59, 76, 98, 126, 162, 208, 256];
/** Beats are looked for in so much at most; whatever is longer is no piece of music. */
const longestSeconds = 15 * 60;
/** An onset is seen as soon as a window has some of it: by so many hops its time lies after the window's beginning. */
const delayHops = Math.round(windowSamples / hopSamples - 1);

/** A meter that has heard nothing: the spectral flux of a log spectrum (Böck and Widmer, DAFx 2013, without tracking). */
export function createOnsetMeter(): OnsetMeter {
  const spectrum = createSpectrum(windowSamples);
  const held = new Float64Array(windowSamples);
  let filled = 0;
  let former: Float64Array | null = null;
  const flux: number[] = [];

  function look(): void {
    const bands = bandsOf(spectrum(held));
    let rise = 0;
    for (const [index, band] of bands.entries()) {
      // What sounds from the very first on does not begin there.
      const before = former === null ? band : (former[index] ?? 0);
      rise += Math.max(0, band - before);
    }
    former = bands;
    flux.push(rise);
  }

  return {
    add(samples) {
      for (let n = 0; n + 1 < samples.length; n += 2) {
        if (flux.length >= longestSeconds * onsetRateHz) return;
        held[filled] = ((samples[n] ?? 0) + (samples[n + 1] ?? 0)) / 2;
        filled += 1;
        if (filled < windowSamples) continue;
        look();
        held.copyWithin(0, hopSamples);
        filled = windowSamples - hopSamples;
      }
    },
    onsets() {
      const onsets = new Float64Array(flux.length + delayHops);
      onsets.set(flux, delayHops);
      return onsets;
    },
  };
}

function bandsOf(magnitudes: Float64Array): Float64Array {
  const bands = new Float64Array(bandEdges.length - 1);
  for (let band = 0; band < bands.length; band += 1) {
    const [from, to] = [bandEdges[band] ?? 0, bandEdges[band + 1] ?? 0];
    let sum = 0;
    for (let bin = from; bin < to; bin += 1) sum += magnitudes[bin] ?? 0;
    // A full sine has half a window's sum in its bin.
    bands[band] = Math.log1p((compression * sum) / windowSamples);
  }
  return bands;
}
