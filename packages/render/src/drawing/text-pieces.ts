import type { Motion } from './animation.ts';
import type { DrawnContent } from './drawing.ts';
import { isRevealMoving, revealedUnit } from './reveals.ts';
import type { TextStyle } from './text-style.ts';

/** A piece of text of one look. */
export interface TextPiece {
  /** The text. */
  text: string;
  /** How it looks. */
  look: TextStyle;
  /** How far it has appeared, from 0 to 1. */
  opacity: number;
  /** How it moves, each unit by an object of its own; null: it stands at its place. */
  motion: Motion | null;
}

/** A text as pieces, each of one look and one opacity. */
export function textPieces(content: Extract<DrawnContent, { kind: 'text' | 'caption' }>): TextPiece[] {
  if (content.kind === 'caption') {
    const { words, look, highlightColour } = content;
    return words.map(({ text, isHighlighted }) => ({
      ...{ text, opacity: 1, motion: null },
      look: isHighlighted && highlightColour !== null ? { ...look, colour: highlightColour } : look,
    }));
  }
  const { runs, reveal } = content;
  if (reveal === null) return runs.map(({ text, look }) => ({ text, look, opacity: 1, motion: null }));
  let count = 0;
  return runs.flatMap(({ text, look }) =>
    revealUnitsOf(text, reveal).map((unit) => {
      const share = (reveal.elapsed - count * reveal.stagger) / reveal.duration;
      // Spaces take no time.
      if (unit.trim() !== '') count += 1;
      return { text: unit, look, ...revealedUnit(reveal.preset, share) };
    }),
  );
}

/** When all units of a text have appeared, in ticks after the first begins. */
export function revealedAfter({ runs, reveal }: Extract<DrawnContent, { kind: 'text' }>): number {
  if (reveal === null) return 0;
  const units = runs.flatMap(({ text }) => revealUnitsOf(text, reveal)).filter((unit) => unit.trim() !== '');
  return reveal.duration + units.length * reveal.stagger;
}

/** Whether two pieces may be drawn as one. */
export function areAlike(a: TextPiece, b: TextPiece): boolean {
  return a.look === b.look && a.opacity === b.opacity && a.motion === b.motion;
}

/** What a reader takes for characters, each of one look. */
export function clustersOf(pieces: readonly TextPiece[]): TextPiece[] {
  return pieces.flatMap((piece) => unitsOf(piece.text, 'glyph').map((text) => ({ ...piece, text })));
}

/** Letters of these have another form beside each other than alone. */
const cursive = /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}]/u;

/** What appears as one: letters that are written in one stroke do not move one by one. */
function revealUnitsOf(text: string, { unit, preset }: { unit: string; preset: string }): string[] {
  const units = unitsOf(text, unit);
  if (unit !== 'glyph' || !isRevealMoving(preset)) return units;
  const whole: string[] = [];
  for (const each of units) {
    const last = whole.at(-1);
    if (last !== undefined && cursive.test(last) && cursive.test(each)) whole[whole.length - 1] = last + each;
    else whole.push(each);
  }
  return whole;
}

const segmenters = {
  glyph: new Intl.Segmenter('zh', { granularity: 'grapheme' }),
  word: new Intl.Segmenter('zh', { granularity: 'word' }),
};

function unitsOf(text: string, unit: string): string[] {
  if (unit === 'line') return text.split(/(?<=\n)/);
  return Array.from(segmenters[unit === 'word' ? 'word' : 'glyph'].segment(text), ({ segment }) => segment);
}
