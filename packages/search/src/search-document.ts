import { lexeme, type LexemeKind } from './lexeme.ts';
import { tokensOf } from './tokens.ts';
import type { WordCutter } from './word-cutter.ts';

/**
 * Version of the rules by which text becomes lexemes. Raise it with every change of them, or of the dictionary: what
 * was indexed by others is then indexed again.
 */
export const tokenizerVersion = 2;

/** What is found of a video, or of a person, who has a name only. */
export interface SearchText {
  /** Title. Empty: it has none. */
  title: string;
  /** Description. */
  description: string;
  /** Tags. */
  tags: readonly string[];
  /** The author's nickname. */
  author: string;
}

/** How much a lexeme says, as PostgreSQL labels it: A the most. */
export type Label = 'A' | 'B' | 'C' | 'D';

/** A lexeme of a document. */
export interface Lexeme {
  /** Its text; the first letter says of what kind it is. */
  text: string;
  /** How much it says, once for each field that has it: at the field's own position. */
  places: { position: number; label: Label }[];
}

/** How much each kind says in each field; absent: the field is not found by it. */
const labels: Record<'title' | 'tags' | 'author' | 'description', Partial<Record<LexemeKind, Label>>> = {
  title: {
    ...{ word: 'A', half: 'B', edge: 'B', pair: 'A', character: 'C', latin: 'A', pinyin: 'A', initials: 'A' },
  },
  tags: {
    ...{ word: 'B', half: 'C', edge: 'C', pair: 'B', character: 'D', latin: 'B', pinyin: 'B', initials: 'B' },
  },
  author: {
    ...{ word: 'C', half: 'D', edge: 'D', pair: 'C', character: 'D', latin: 'C', pinyin: 'C', initials: 'C' },
  },
  description: { word: 'D', half: 'D', edge: 'D', pair: 'D', character: 'D', latin: 'D' },
};

/** The lexemes of a video or a person, in the order of their text. */
export function searchDocument(cutter: WordCutter, text: SearchText): Lexeme[] {
  const found = new Map<string, Map<number, Label>>();
  const addField = (position: number, field: keyof typeof labels, values: readonly string[]): void => {
    for (const value of values) {
      for (const { kind, text: each } of tokensOf(cutter, value, field !== 'description')) {
        const label = labels[field][kind];
        if (label === undefined) continue;
        const key = lexeme(kind, each);
        const places = found.get(key) ?? new Map<number, Label>();
        found.set(key, places.set(position, label));
      }
    }
  };
  addField(1, 'title', [text.title]);
  addField(2, 'tags', text.tags);
  addField(3, 'author', [text.author]);
  addField(4, 'description', [text.description]);
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([each, places]) => ({
      text: each,
      places: [...places].map(([position, label]) => ({ position, label })),
    }));
}
