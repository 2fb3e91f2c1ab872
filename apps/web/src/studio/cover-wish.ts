import type { CoverWord } from '@weireel/contract';
import { thirds } from '@weireel/edit/editing';

/** What a film's cover is to be, as its author has it in the form. */
export interface CoverWish {
  /** Moment of the film, in milliseconds. */
  atMs: number;
  /** Words over it; empty: none. */
  text: string;
  /** Where they stand. */
  place: keyof typeof thirds;
  /** How they are told from the picture. */
  look: NonNullable<CoverWord['look']>;
}

/** What is chosen at first: the beginning, without words. */
export const firstCover: CoverWish = { atMs: 0, text: '', place: 'bottom', look: 'outline' };

/** What the API is told of a cover; nothing where nothing was chosen, which leaves the choice to it. */
export function coverOf({ atMs, text, place, look }: CoverWish): {
  coverTimeMs?: number;
  coverWords?: CoverWord[];
} {
  const words = text.trim();
  if (atMs === 0 && words === '') return {};
  return {
    coverTimeMs: atMs,
    ...(words !== '' && { coverWords: [{ text: words, y: thirds[place], look }] }),
  };
}
