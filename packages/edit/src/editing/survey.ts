import type { Survey, SurveyedSound } from '@weireel/contract';
import { endOf, type EditDocument } from '../edit-document.ts';
import { localOf, sourceAt } from '../time/retime.ts';
import { snapToFrame, ticksOfMs } from '../time/ticks.ts';
import type { Clip } from './clips.ts';

/** The sound of a source, step by step, as numbers. */
export interface HeardSound {
  /** Ticks of a step. */
  stepTicks: number;
  /** The highest sample of each step, without its sign: 255 is full scale. */
  peaks: Uint8Array;
  /** How many half decibels the power of each lies below full scale; 255: that or more. */
  levels: Uint8Array;
}

/** Reads what a survey says of a sound. */
export function readHeard({ stepMs, peaks, levels }: SurveyedSound): HeardSound {
  return { stepTicks: ticksOfMs(stepMs), peaks: bytesOf(peaks), levels: bytesOf(levels) };
}

/** Where another scene begins under a clip, on frames of the timeline, within its two ends. */
export function scenesUnder(
  document: EditDocument,
  clip: Clip,
  { scenes }: Pick<Survey, 'scenes'>,
): number[] {
  return momentsUnder(document, clip, scenes);
}

/** When the beats of a clip's source are heard under it, in ticks of the timeline, as exactly as they were found. */
export function beatsUnder(clip: Clip, grid: SurveyedSound['grid']): number[] {
  return (grid?.beats ?? [])
    .flatMap((source) => localOf(clip, source) ?? [])
    .filter((local) => local >= 0 && local < clip.duration)
    .map((local) => clip.start + local)
    .sort((a, b) => a - b);
}

/** Moments of a clip's source that lie within it, on frames of the timeline, in their order and each once. */
export function momentsUnder(document: EditDocument, clip: Clip, moments: readonly number[]): number[] {
  const times = moments.flatMap((source) => {
    const local = localOf(clip, source);
    if (local === null || local <= 0 || local >= clip.duration) return [];
    const at = snapToFrame(clip.start + local, document.fps);
    return at > clip.start && at < endOf(clip) ? [at] : [];
  });
  return [...new Set(times)].sort((a, b) => a - b);
}

/** Which of a clip's source is under a time of the timeline, in ticks. */
export function sourceUnder(clip: Clip, at: number): number {
  return sourceAt(clip, at - clip.start);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...alphabet].map((letter, index) => [letter, index]));

/** Reads base64 by itself: phones have no `atob`. */
function bytesOf(text: string): Uint8Array {
  const letters = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4));
  let [held, bits, written] = [0, 0, 0];
  for (const letter of letters) {
    held = ((held << 6) | (values.get(letter) ?? 0)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[written] = (held >> bits) & 255;
    written += 1;
  }
  return bytes;
}
