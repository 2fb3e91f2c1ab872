import type { Operation } from '../schema/operation.ts';
import type { Clip } from './clips.ts';

type Sound = NonNullable<Clip['sound']>;

/** The loudest that a clip is made, as percent of what its source has. */
export const mostPercent = 200;
/** Quieter than this is silence, in decibels, as documents say it. */
const silenceDb = -96;

/** Decibels of a loudness in percent of the source’s, to a tenth. */
export function decibelsOf(percent: number): number {
  if (percent <= 0) return silenceDb;
  return Math.max(silenceDb, Math.round(200 * Math.log10(percent / 100)) / 10);
}

/** Percent of the source’s loudness of so many decibels. */
export function percentOf(decibels: number): number {
  return decibels <= silenceDb ? 0 : Math.round(100 * 10 ** (decibels / 20));
}

/** How loud a clip is, in percent; null: it changes meanwhile. */
export function loudnessOf({ sound }: Pick<Clip, 'sound'>): number | null {
  const { gain = 0 } = sound ?? {};
  return typeof gain === 'number' ? percentOf(gain) : null;
}

/** What makes a clip so loud, in percent of its source. */
export function setLoudness(clip: Clip, percent: number): Operation {
  const gain = decibelsOf(percent);
  return setSound(clip, { gain: gain === 0 ? undefined : gain });
}

/** What sets fields of a clip’s sound; undefined takes one away, and what says nothing is not kept. */
export function setSound(
  { id, sound }: Pick<Clip, 'id' | 'sound'>,
  change: { [Name in keyof Sound]?: Sound[Name] | undefined },
): Operation {
  const fields = Object.entries({ ...sound, ...change }).filter(([, value]) => value !== undefined);
  const value = fields.length === 0 ? null : Object.fromEntries(fields);
  return { kind: 'setItem', item: id, field: 'sound', value };
}
