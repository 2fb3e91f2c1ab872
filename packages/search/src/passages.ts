import { lexeme, type LexemeKind } from './lexeme.ts';
import { highlight, type TextRange } from './highlight.ts';
import type { Condition } from './condition.ts';
import type { Lexeme } from './search-document.ts';
import { tokensOf } from './tokens.ts';
import type { WordCutter } from './word-cutter.ts';

/** Something that is spoken, and when it begins. */
export interface SpokenLine {
  /** When, in milliseconds. */
  startMs: number;
  /** What. */
  text: string;
}

/** Captions are found by passages of about so many characters: what is asked for is said in one breath, */
const passageCharacters = 60;
/** and of no more than so many lines. */
const passageLines = 6;

/**
 * Cuts captions into passages that are found each by itself. The last line of one is the first of the next, so that
 * what crosses the border is found as well.
 */
export function passagesOf(lines: readonly SpokenLine[]): SpokenLine[][] {
  const passages: SpokenLine[][] = [];
  let from = 0;
  while (from < lines.length) {
    let [to, characters] = [from, 0];
    while (to < lines.length && to - from < passageLines && characters < passageCharacters) {
      characters += lines[to]?.text.length ?? 0;
      to += 1;
    }
    passages.push(lines.slice(from, to));
    if (to >= lines.length) break;
    // One line alone does not go on for ever.
    from = to - from > 1 ? to - 1 : to;
  }
  return passages;
}

/** What is spoken is found by its words, as a description is, and not by how they sound. */
const kinds: ReadonlySet<LexemeKind> = new Set(['word', 'half', 'edge', 'pair', 'character', 'latin']);
const spoken: Place = { position: 5, label: 'D' };
/** A chapter is named for what one looks for: more than a word among many, less than what the whole is called. */
const named: Place = { position: 6, label: 'C' };

type Place = Lexeme['places'][number];

/** The lexemes of a passage, in the order of their text. */
export function passageLexemes(cutter: WordCutter, passage: readonly SpokenLine[]): Lexeme[] {
  return lexemesAt(cutter, textOf(passage), spoken);
}

/** The lexemes of a chapter's title, in the order of their text. */
export function chapterLexemes(cutter: WordCutter, title: string): Lexeme[] {
  return lexemesAt(cutter, title, named);
}

function lexemesAt(cutter: WordCutter, source: string, place: Place): Lexeme[] {
  const found = new Set<string>();
  for (const { kind, text } of tokensOf(cutter, source, false)) {
    if (kinds.has(kind)) found.add(lexeme(kind, text));
  }
  return [...found].toSorted((a, b) => (a < b ? -1 : 1)).map((text) => ({ text, places: [place] }));
}

function textOf(passage: readonly SpokenLine[]): string {
  return passage.map(({ text }) => text).join('\n');
}

/** Where a passage answers a query. */
export interface SpokenHit {
  /** When what answers begins to be said, in milliseconds. */
  atMs: number;
  /** The line, and what follows it in the passage. */
  text: string;
  /** The pieces of that text which answer. */
  ranges: TextRange[];
}

/** The first line of a passage that answers a condition, with what follows it; the whole passage if none does alone. */
export function spokenHit(
  cutter: WordCutter,
  condition: Condition,
  passage: readonly SpokenLine[],
): SpokenHit | null {
  const first = passage.findIndex(({ text }) => highlight(cutter, condition, text).length > 0);
  const said = passage.slice(Math.max(0, first));
  const [line] = said;
  if (line === undefined) return null;
  const text = said.map((each) => each.text.replaceAll('\n', ' ')).join(' ');
  return { atMs: line.startMs, text, ranges: highlight(cutter, condition, text) };
}
