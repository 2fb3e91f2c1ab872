import type { Operation } from '../schema/operation.ts';
import type { Clip } from './clips.ts';
import { setSound } from './loudness.ts';

/** Voices by name, each by how many semitones it is higher than what was recorded. */
export const voices = { plain: 0, giant: -12, deep: -6, low: -3, bright: 3, child: 6, squirrel: 12 } as const;

/** The name of a voice. */
export type Voice = keyof typeof voices;

/** The voice of a clip; null: none of those that have a name. */
export function voiceOf({ sound }: Pick<Clip, 'sound'>): Voice | null {
  // As: the keys of a constant of ours.
  const names = Object.keys(voices) as Voice[];
  return names.find((name) => voices[name] === (sound?.pitch ?? 0)) ?? null;
}

/** What gives a clip another voice. */
export function setVoice(clip: Pick<Clip, 'id' | 'sound'>, voice: Voice): Operation {
  const pitch = voices[voice];
  return setSound(clip, { pitch: pitch === 0 ? undefined : pitch });
}

/** How much of a clip’s noise is taken away, in percent. */
export function cleaningOf({ sound }: Pick<Clip, 'sound'>): number {
  return Math.round(100 * (sound?.denoise ?? 0));
}

/** What takes so much of a clip’s noise away, in percent. */
export function setCleaning(clip: Pick<Clip, 'id' | 'sound'>, percent: number): Operation {
  return setSound(clip, { denoise: percent === 0 ? undefined : percent / 100 });
}
