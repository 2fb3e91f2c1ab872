import { all, any, type Condition } from './condition.ts';
import { lexeme } from './lexeme.ts';
import { mostRunSyllables } from './tokens.ts';
import { exchangedReadings, slippedReadings } from './spelling.ts';
import { isStopWord } from './stop-words.ts';
import { joinSyllables, readSyllables, soundAlikes, syllablesOf } from './syllables.ts';
import type { WordCutter } from './word-cutter.ts';
import { halvesOf, wordsOf, type Word } from './words.ts';

/** One way to answer a query. */
export interface SearchAttempt {
  /** What a document must have. */
  condition: Condition;
  /** Whether this is no longer what was asked for, only what is nearest to it. */
  isNearest: boolean;
}

/** Words of a query that are looked at; the rest is left out. */
const mostTerms = 12;
/** Other ways to hear or spell a query that are tried at once; its words share them. */
const mostAlternatives = 300;
/** Words of a query that may each be a slip; of a longer one the other words say enough. */
const mostSlips = 3;

/** A part of a query: a word, letters, or characters that the dictionary knows no word of. */
export interface Term {
  /** Chinese, or letters and digits. */
  script: Word['script'];
  /** Its words: several where they are of one character each and stand together, or are syllables apart. */
  words: string[];
}

/**
 * The ways to answer a query, the most exact first: the next one is for when the one before finds nothing. Empty:
 * the query asks for nothing, such as punctuation alone.
 *
 * 1. All its words, in characters or pinyin.
 * 2. The same, with letters as initials.
 * 3. Nearest: words that sound alike, and letters that were exchanged.
 * 4. Nearest: pinyin that is another slip away, and the beginnings of words.
 * 5. Nearest: some of its words, or the characters of its only one.
 */
export function planSearch(cutter: WordCutter, query: string): SearchAttempt[] {
  const terms = termsOf(cutter, query);
  if (terms.length === 0) return [];
  const room = Math.floor(mostAlternatives / terms.length);
  const alike = (term: Term): Condition[] => soundingLike(term).slice(0, room);
  const near = (term: Term): Condition[] =>
    terms.length > mostSlips ? alike(term) : [...alike(term), ...slipped(term)];
  const each = (others: (term: Term) => Condition[]): Condition =>
    all(terms.map((term) => any([exactly(cutter, term), ...others(term)])));
  const ways = [
    { condition: each(() => []), isNearest: false },
    { condition: each(asInitials), isNearest: false },
    { condition: each(alike), isNearest: true },
    { condition: each(near), isNearest: true },
    { condition: partly(cutter, terms, { alike, near }), isNearest: true },
  ];
  // Most queries leave nothing to some of the ways.
  const seen = new Set<string>();
  return ways.filter(({ condition }) => {
    const key = JSON.stringify(condition);
    return !seen.has(key) && seen.add(key);
  });
}

/** The parts of a query that ask for something. */
export function termsOf(cutter: WordCutter, query: string): Term[] {
  const words = wordsOf(cutter, query.replaceAll(/(?<=[a-z])['’](?=[a-z])/gi, apostrophe));
  const asking = words.filter(({ text }) => !isStopWord(text));
  const terms: Term[] = [];
  let before: Word | null = null;
  for (const word of asking.length > 0 ? asking : words) {
    const last = terms.at(-1);
    if (last !== undefined && before !== null && isContinued(before, word)) last.words.push(word.text);
    else if (terms.length < mostTerms) terms.push({ script: word.script, words: [word.text] });
    else break;
    before = word;
  }
  return terms;
}

/** A letter that no pinyin has, so that letters with an apostrophe stay one word. */
const apostrophe = 'ʼ';

/** Characters that stand alone one after the other, or syllables with spaces between them. */
function isContinued(before: Word, word: Word): boolean {
  if (before.script !== word.script) return false;
  if (word.script === 'latin') return isSyllable(before.text) && isSyllable(word.text);
  return (
    word.run === before.run && word.start === before.end && before.text.length === 1 && word.text.length === 1
  );
}

function isSyllable(text: string): boolean {
  return readSyllables(text).some((reading) => reading.length === 1);
}

function isInitials(text: string): boolean {
  return /^[a-z]{2,8}$/.test(text);
}

/** What a document must have to answer a term as it was typed. */
export function exactly(cutter: WordCutter, { script, words }: Term): Condition {
  if (script === 'latin')
    return any([all(words.map(latinWord)), ...asPinyin(likelyReadings(lettersOf(words)))]);
  const [only = ''] = words;
  if (words.length > 1) return all(pairsOf(words).map((pair) => ({ lexeme: lexeme('pair', pair) })));
  if ([...only].length === 1) {
    return any([{ lexeme: lexeme('word', only) }, { lexeme: lexeme('character', only) }]);
  }
  const halves = halvesOf(cutter, only);
  return any([
    ...(['word', 'half', 'edge'] as const).map((kind) => ({ lexeme: lexeme(kind, only) })),
    ...(halves === null ? [] : [all(halves.map(wholeWord))]),
  ]);
}

function latinWord(text: string): Condition {
  return all(text.split(apostrophe).map((part) => ({ lexeme: lexeme('latin', part) })));
}

/** A word that stands for itself: not 大学 in 大学生, when 北京大学 is asked for. */
function wholeWord(text: string): Condition {
  return any([{ lexeme: lexeme('word', text) }, { lexeme: lexeme('half', text) }]);
}

function asPinyin(readings: readonly string[][]): Condition[] {
  return readings
    .filter((reading) => reading.length <= mostRunSyllables)
    .map((reading) => ({ lexeme: lexeme('pinyin', joinSyllables(reading)) }));
}

/** Letters that are two syllables are not one: xian is 西安 rather than any of the many xian. */
function likelyReadings(letters: string): string[][] {
  if (letters.length < 3) return [];
  const readings = readSyllables(letters);
  const longer = readings.filter((reading) => reading.length > 1);
  return longer.length > 0 ? longer : readings;
}

function asInitials({ script, words }: Term): Condition[] {
  const letters = lettersOf(words);
  return script === 'latin' && isInitials(letters) ? [{ lexeme: lexeme('initials', letters) }] : [];
}

/** One syllable alone sounds like too many words. */
function soundingLike({ script, words }: Term): Condition[] {
  const letters = lettersOf(words);
  const readings = script === 'han' ? [words.flatMap((word) => syllablesOf(word))] : readSyllables(letters);
  const indexed = readings.filter((reading) => reading.length > 1 && reading.length <= mostRunSyllables);
  return asPinyin(
    [
      ...(script === 'han' ? indexed : exchangedReadings(letters)),
      ...indexed.flatMap((reading) => soundAlikes(reading)),
    ].filter((reading) => reading.length > 1),
  );
}

function slipped({ script, words }: Term): Condition[] {
  if (script === 'han') return [];
  const letters = lettersOf(words);
  return [
    ...asPinyin(slippedReadings(letters)),
    ...(letters.length > 2 ? [{ lexeme: lexeme('latin', letters), isPrefix: true as const }] : []),
  ];
}

function partly(
  cutter: WordCutter,
  terms: readonly Term[],
  ways: Record<'alike' | 'near', (term: Term) => Condition[]>,
): Condition {
  const [only] = terms;
  if (terms.length > 1 || only === undefined) {
    return any(terms.map((term) => any([exactly(cutter, term), ...ways.alike(term)])));
  }
  if (only.script === 'latin') return any([exactly(cutter, only), ...ways.near(only)]);
  return all([...only.words.join('')].map((each) => ({ lexeme: lexeme('character', each) })));
}

/** The letters of a term of that script, without spaces. */
export function lettersOf(words: readonly string[]): string {
  return words.join('').replaceAll(apostrophe, "'");
}

function pairsOf(characters: readonly string[]): string[] {
  return characters.slice(1).map((each, n) => `${characters[n] ?? ''}${each}`);
}
