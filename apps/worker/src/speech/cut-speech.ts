import { speechRateHz } from '@weireel/transcode';

/** No piece is longer: an engine answers within its time, and what is cut off is short. */
const longestMs = 120_000;
/** The end of a piece is looked for in so much of it. */
const searchedMs = 20_000;
/** Between two words it is quiet for about as long. */
const windowMs = 200;

/** Samples of the longest piece. */
export const longestPiece = samplesOf(longestMs);

/**
 * How many of these samples are one piece. Where more follow, it ends in the middle of what is quietest near its end, so
 * that no word is cut in two.
 *
 * @param samples not more than `longestPiece`
 * @param isLast whether no more follow
 */
export function endOfPiece(samples: Int16Array, isLast: boolean): number {
  if (isLast || samples.length < longestPiece) return samples.length;
  const window = samplesOf(windowMs);
  let [quietest, best] = [Infinity, samples.length];
  for (let from = samples.length - samplesOf(searchedMs); from + window <= samples.length; from += window) {
    let loudness = 0;
    for (let n = from; n < from + window; n += 1) loudness += Math.abs(samples[n] ?? 0);
    // Of several that are as quiet, the last one: pieces are as long as they may be.
    if (loudness <= quietest) [quietest, best] = [loudness, from + window / 2];
  }
  return best;
}

/** How long so many samples last, in milliseconds. */
export function lengthMsOf(samples: number): number {
  return (samples * 1000) / speechRateHz;
}

function samplesOf(ms: number): number {
  return (ms * speechRateHz) / 1000;
}

const headerBytes = 44;

/** Samples as a WAV file (RIFF, PCM of 16 bits, one channel). */
export function writeWav(samples: Int16Array): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(headerBytes + samples.byteLength);
  const view = new DataView(file.buffer);
  const mark = (at: number, text: string): void => file.set(new TextEncoder().encode(text), at);
  mark(0, 'RIFF');
  view.setUint32(4, file.length - 8, true);
  mark(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, speechRateHz, true);
  view.setUint32(28, speechRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  mark(36, 'data');
  view.setUint32(40, samples.byteLength, true);
  file.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), headerBytes);
  return file;
}
