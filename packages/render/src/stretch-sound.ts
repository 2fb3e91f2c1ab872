import type { StereoSamples } from './mix-sound.ts';
import { sampleTicks, sourceSampleAt, type SoundPiece } from './sound-pieces.ts';

/** Reads samples of two channels, from one up to, and without, another; silence where there are none. */
export type ReadSamples = (from: number, to: number) => Promise<StereoSamples>;

/** Samples that are laid over what goes before at once: 20 ms, longer than a period of any voice. */
const hopSamples = 960;
/** So far from its own place sound is taken where it goes on best: a period of 94 Hz. */
const searchSamples = 512;
/** At first every so manyth place is tried, on every so manyth sample. */
const coarseStep = 4;

/**
 * The sound of a piece whose speed changes, with its pitch kept: it is taken up every 20 ms where the time of the source is by
 * then, a little before or after, so that it goes on as what was heard would have (WSOLA; Verhelst and Roelands, An Overlap-Add
 * Technique Based on Waveform Similarity, 1993). As many samples as the piece has, in blocks.
 *
 * @param read samples of what was decoded for it
 */
export async function* stretchSound(piece: SoundPiece, read: ReadSamples): AsyncGenerator<StereoSamples> {
  const { from, to, segment, decoded } = piece;
  const isBackward = sourceSampleAt(segment, to * sampleTicks) < sourceSampleAt(segment, from * sampleTicks);
  const take = isBackward ? mirrored(read, decoded.count) : read;
  const placeOf = (sample: number): number => {
    const place = Math.round(sourceSampleAt(segment, sample * sampleTicks) - decoded.first);
    return isBackward ? decoded.count - 1 - place : place;
  };
  let at = placeOf(from);
  yield cutTo(await take(at, at + hopSamples), to - from);
  for (let sample = from + hopSamples; sample < to; sample += hopSamples) {
    const going = await take(at + hopSamples, at + 2 * hopSamples);
    const first = placeOf(sample) - searchSamples;
    const coming = await take(first, first + 2 * searchSamples + hopSamples);
    const shift = bestShift(going, coming);
    at = first + shift;
    const next = coming.subarray(2 * shift, 2 * (shift + hopSamples));
    yield cutTo(laidOver(going, next), to - sample);
  }
}

function cutTo(samples: StereoSamples, count: number): StereoSamples {
  return samples.subarray(0, 2 * Math.min(hopSamples, count));
}

/** The same backwards: its first sample is the last. */
function mirrored(read: ReadSamples, count: number): ReadSamples {
  return async (from, to) => {
    const samples = await read(count - to, count - from);
    const turned = new Float32Array(samples.length);
    for (let n = 0; n < samples.length; n += 2) {
      turned[n] = samples[samples.length - 2 - n] ?? 0;
      turned[n + 1] = samples[samples.length - 1 - n] ?? 0;
    }
    return turned;
  };
}

function laidOver(going: StereoSamples, coming: StereoSamples): StereoSamples {
  return Float32Array.from({ length: 2 * hopSamples }, (_, index) => {
    const share = 0.5 - 0.5 * Math.cos((Math.PI * (Math.floor(index / 2) + 0.5)) / hopSamples);
    return (going[index] ?? 0) * (1 - share) + (coming[index] ?? 0) * share;
  });
}

/** From where on what comes is most like what goes, in samples. */
function bestShift(going: StereoSamples, coming: StereoSamples): number {
  const [wanted, found] = [monoOf(going), monoOf(coming)];
  const bestOf = (from: number, to: number, step: number): number => {
    let best = { shift: searchSamples, likeness: 0 };
    for (let shift = Math.max(0, from); shift <= Math.min(2 * searchSamples, to); shift += step) {
      const likeness = likenessAt(wanted, found, shift, step);
      if (likeness > best.likeness) best = { shift, likeness };
    }
    return best.shift;
  };
  const near = bestOf(0, 2 * searchSamples, coarseStep);
  return bestOf(near - coarseStep, near + coarseStep, 1);
}

function monoOf(samples: StereoSamples): Float32Array {
  return Float32Array.from(
    { length: samples.length / 2 },
    (_, n) => (samples[2 * n] ?? 0) + (samples[2 * n + 1] ?? 0),
  );
}

/** How alike two sounds are, whatever their loudness. */
function likenessAt(wanted: Float32Array, found: Float32Array, shift: number, step: number): number {
  let [sum, power] = [0, 0];
  for (let n = 0; n < hopSamples; n += step) {
    const value = found[n + shift] ?? 0;
    sum += value * (wanted[n] ?? 0);
    power += value * value;
  }
  return power === 0 ? 0 : sum / Math.sqrt(power);
}
