import { amplitudeAt, valueAt } from '@weireel/edit';
import { sampleTicks, sourceSampleAt, type SoundPiece } from './sound-pieces.ts';

/** Samples of two channels, one after the other: left, right, left, … */
export type StereoSamples = Float32Array;

/** Reads samples of what was decoded for a piece, and stretched where it is; `from` up to, and without, `to`. */
export type ReadDecoded = (piece: SoundPiece, from: number, to: number) => Promise<StereoSamples>;

/** Between gains that are worked out, they change evenly: every millisecond. */
const gainStep = 48;
/** How fast a sound that begins or ends in its midst comes and goes, so that it does not click: 2 ms. */
const edgeSamples = 96;

/**
 * Mixes a block of the timeline: what the document says of each sample, and nothing else, so that the length of blocks
 * changes nothing.
 *
 * @param from the first sample of the block, on the timeline
 * @param count samples of the block
 */
export async function mixBlock(
  pieces: readonly SoundPiece[],
  from: number,
  count: number,
  read: ReadDecoded,
): Promise<StereoSamples> {
  const mixed = new Float32Array(2 * count);
  // In their order: sums of floats depend on it.
  for (const piece of pieces) {
    const [start, end] = [Math.max(from, piece.from), Math.min(from + count, piece.to)];
    if (end > start) await addPiece(mixed, from, piece, { start, end }, read);
  }
  return mixed;
}

async function addPiece(
  mixed: StereoSamples,
  origin: number,
  piece: SoundPiece,
  { start, end }: { start: number; end: number },
  read: ReadDecoded,
): Promise<void> {
  const place = (sample: number) => placeInDecoded(piece, sample);
  const ends = [place(start), place(end - 1)];
  const first = Math.max(0, Math.floor(Math.min(...ends)));
  const decoded = await read(piece, first, Math.ceil(Math.max(...ends)) + 2);
  const firstStep = Math.floor(start / gainStep);
  const gains = gainsOf(piece, firstStep, end);
  for (let sample = start; sample < end; sample += 1) {
    const at = place(sample) - first;
    const whole = Math.floor(at);
    const share = at - whole;
    const edge = edgeOf(piece, sample);
    const step = sample / gainStep - firstStep;
    const gainIndex = 2 * Math.floor(step);
    const gainShare = step - Math.floor(step);
    for (let channel = 0; channel < 2; channel += 1) {
      const here = decoded[2 * whole + channel] ?? 0;
      const value = share === 0 ? here : here + share * ((decoded[2 * whole + 2 + channel] ?? 0) - here);
      const before = gains[gainIndex + channel] ?? 0;
      const gain = before + gainShare * ((gains[gainIndex + 2 + channel] ?? 0) - before);
      const index = 2 * (sample - origin) + channel;
      mixed[index] = (mixed[index] ?? 0) + value * edge * gain;
    }
  }
}

/** Which of a piece's decoded samples is heard in a sample of the timeline. */
function placeInDecoded({ order, from, to, segment, decoded }: SoundPiece, sample: number): number {
  if (order === 'forward' || order === 'stretched') return sample - from;
  if (order === 'backward') return to - 1 - sample;
  return sourceSampleAt(segment, sample * sampleTicks) - decoded.first;
}

/**
 * What samples are multiplied by, left and right, at each step from one on: on a grid of the timeline's own, so that blocks
 * of any length agree.
 */
function gainsOf({ segment }: SoundPiece, firstStep: number, end: number): Float64Array {
  const gains = new Float64Array(2 * (Math.ceil(end / gainStep) - firstStep + 1));
  for (let index = 0; index < gains.length; index += 2) {
    const at = (firstStep + index / 2) * gainStep * sampleTicks;
    const pan = valueAt(segment.pan, at - segment.clipStart);
    const amplitude = amplitudeAt(segment, at);
    gains[index] = amplitude * Math.min(1, 1 - pan);
    gains[index + 1] = amplitude * Math.min(1, 1 + pan);
  }
  return gains;
}

function edgeOf({ from, to, goesOn }: SoundPiece, sample: number): number {
  const rise = goesOn.before ? 1 : Math.min(1, (sample - from + 1) / edgeSamples);
  const fall = goesOn.after ? 1 : Math.min(1, (to - sample) / edgeSamples);
  return Math.min(rise, fall);
}
