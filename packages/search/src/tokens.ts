import type { LexemeKind } from './lexeme.ts';
import { isParticle } from './stop-words.ts';
import { joinSyllables, syllablesOf } from './syllables.ts';
import type { WordCutter } from './word-cutter.ts';
import { partsOf, wordsOf, type Word } from './words.ts';

/** How far pinyin runs on from the beginning of a word. */
const mostRunWords = 4;
/** How many syllables such a run has at most. */
export const mostRunSyllables = 8;

/** Something that a text is found by, and where it stands. */
export interface Token {
  /** Of what kind it is. */
  kind: LexemeKind;
  /** Its text. */
  text: string;
  /** Where it begins in the text that was given, in UTF-16 units. */
  start: number;
  /** Where it ends there. */
  end: number;
}

/**
 * Every token of one text, some of them more than once.
 *
 * @param isSpoken whether it is also found by how it sounds, as what is short is
 */
export function tokensOf(cutter: WordCutter, source: string, isSpoken: boolean): Token[] {
  const words = wordsOf(cutter, source);
  return words.flatMap((word, n) =>
    word.script === 'latin'
      ? latinTokens(word)
      : [
          ...hanTokens(cutter, word),
          ...pairTokens(word, words[n + 1]),
          ...(isSpoken ? [...runSounds(words, n), ...partSounds(cutter, word)] : []),
        ],
  );
}

/** `vue3` is also found as `vue`, `c++` as `c`. */
function latinTokens({ text, start, end }: Word): Token[] {
  const inner = text.match(/\p{Letter}+|\p{Number}+/gu) ?? [];
  return [...new Set([text, ...inner])].map((each) => ({ kind: 'latin', text: each, start, end }));
}

function hanTokens(cutter: WordCutter, word: Word): Token[] {
  const { text, start, end } = word;
  const characters = [...text].filter((each) => !isParticle(each));
  if (characters.length === 0) return [];
  return [
    { kind: 'word', text, start, end },
    ...partsOf(cutter, text).map((part): Token => {
      return { kind: part.isWhole ? 'half' : 'edge', text: part.text, ...placeOf(word, part.text) };
    }),
    ...characters.map((each): Token => ({ kind: 'character', text: each, ...placeOf(word, each) })),
  ];
}

/** Where a part of a word stands; the whole word where its form is longer or shorter than what was written. */
function placeOf({ text, start, end }: Word, part: string): Pick<Token, 'start' | 'end'> {
  if (end - start !== text.length) return { start, end };
  const from = start + text.indexOf(part);
  return { start: from, end: from + part.length };
}

/** Two words that are one character each may be one word that no dictionary has; others are what they are. */
function pairTokens(word: Word, next: Word | undefined): Token[] {
  if (next?.run !== word.run || !isAlone(word) || !isAlone(next)) return [];
  return [{ kind: 'pair', text: word.text + next.text, start: word.start, end: next.end }];
}

function isAlone({ text }: Word): boolean {
  return [...text].length === 1;
}

/** How the words from the given one on sound. */
function runSounds(words: readonly Word[], from: number): Token[] {
  const tokens: Token[] = [];
  const syllables: string[] = [];
  const first = words[from];
  if (first === undefined || isParticle(first.text)) return [];
  for (const word of words.slice(from, from + mostRunWords)) {
    if (word.run !== first.run) break;
    syllables.push(...syllablesOf(word.text));
    if (syllables.length > mostRunSyllables) break;
    if (!isParticle(word.text)) tokens.push(...soundsOf(syllables, { start: first.start, end: word.end }));
  }
  return tokens;
}

function partSounds(cutter: WordCutter, word: Word): Token[] {
  return partsOf(cutter, word.text).flatMap(({ text }) => soundsOf(syllablesOf(text), placeOf(word, text)));
}

/** One first letter says nothing. */
function soundsOf(syllables: readonly string[], place: Pick<Token, 'start' | 'end'>): Token[] {
  const initials = syllables.map((each) => each.charAt(0)).join('');
  return [
    { kind: 'pinyin', text: joinSyllables(syllables), ...place },
    ...(syllables.length > 1 ? [{ kind: 'initials' as const, text: initials, ...place }] : []),
  ];
}
