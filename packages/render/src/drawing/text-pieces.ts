import type { TextStyle } from './text-style.ts';
import type { DrawnContent } from './drawing.ts';

/** A piece of text of one look. */
export interface TextPiece {
  /** The text. */
  text: string;
  /** How it looks. */
  look: TextStyle;
  /** How far it has appeared, from 0 to 1. */
  opacity: number;
}

/** Ways in which the units of a text appear. */
export const revealPresets: ReadonlySet<string> = new Set(['fade', 'typewriter']);

/** A text as pieces, each of one look and one opacity. */
export function textPieces(content: Extract<DrawnContent, { kind: 'text' | 'caption' }>): TextPiece[] {
  if (content.kind === 'caption') {
    const { words, look, highlightColour } = content;
    return words.map(({ text, isHighlighted }) => ({
      ...{ text, opacity: 1 },
      look: isHighlighted && highlightColour !== null ? { ...look, colour: highlightColour } : look,
    }));
  }
  const { runs, reveal } = content;
  if (reveal === null) return runs.map(({ text, look }) => ({ text, look, opacity: 1 }));
  let count = 0;
  return runs.flatMap(({ text, look }) =>
    unitsOf(text, reveal.unit).map((unit) => {
      const share = (reveal.elapsed - count * reveal.stagger) / reveal.duration;
      // Spaces take no time.
      if (unit.trim() !== '') count += 1;
      const isSudden = reveal.preset === 'typewriter';
      return { text: unit, look, opacity: isSudden ? Number(share >= 0) : Math.min(1, Math.max(0, share)) };
    }),
  );
}

/** When all units of a text have appeared, in ticks after the first begins. */
export function revealedAfter({ runs, reveal }: Extract<DrawnContent, { kind: 'text' }>): number {
  if (reveal === null) return 0;
  const units = runs.flatMap(({ text }) => unitsOf(text, reveal.unit)).filter((unit) => unit.trim() !== '');
  return reveal.duration + units.length * reveal.stagger;
}

/** What a reader takes for characters, each of one look. */
export function clustersOf(pieces: readonly TextPiece[]): TextPiece[] {
  return pieces.flatMap((piece) => unitsOf(piece.text, 'glyph').map((text) => ({ ...piece, text })));
}

const segmenters = {
  glyph: new Intl.Segmenter('zh', { granularity: 'grapheme' }),
  word: new Intl.Segmenter('zh', { granularity: 'word' }),
};

function unitsOf(text: string, unit: string): string[] {
  if (unit === 'line') return text.split(/(?<=\n)/);
  return Array.from(segmenters[unit === 'word' ? 'word' : 'glyph'].segment(text), ({ segment }) => segment);
}
