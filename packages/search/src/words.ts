import { normalText } from './normal-text.ts';
import type { WordCutter } from './word-cutter.ts';

/** A word of a text. */
export interface Word {
  /** As it is compared. */
  text: string;
  /** Chinese, or letters and digits. */
  script: 'han' | 'latin';
  /** Where it begins in the text that was given, in UTF-16 units. */
  start: number;
  /** Where it ends there. */
  end: number;
  /** Number of the run of Chinese words that it belongs to: others stand between two runs. */
  run: number;
}

/** Letters and digits of any script that parts its words itself; `c++` and `c#` are one word. */
const pieces = /(?<han>\p{Script=Han}+)|(?<latin>[[\p{Letter}\p{Mark}\p{Number}]--\p{Script=Han}]+[+#]*)/gv;

/** PostgreSQL takes no lexeme beyond 2 kB; nobody types a word as long as this. */
const longestWord = 60;

/** Cuts a text into its words, in their order. */
export function wordsOf(cutter: WordCutter, source: string): Word[] {
  const normal = normalText(source);
  const words: Word[] = [];
  let run = 0;
  const add = (text: string, at: number, script: Word['script']): void => {
    const start = normal.starts[at] ?? 0;
    const end = normal.ends[at + text.length - 1] ?? start;
    words.push({ text: text.slice(0, longestWord), script, start, end, run });
  };
  for (const match of normal.text.matchAll(pieces)) {
    run += 1;
    if (match.groups?.['han'] === undefined) {
      add(match[0], match.index, 'latin');
      continue;
    }
    let at = match.index;
    for (const word of cutter.cut(match[0])) {
      add(word, at, 'han');
      at += word.length;
    }
  }
  return words;
}

/** A word of the dictionary within a longer one. */
export interface WordPart {
  /** The part. */
  text: string;
  /** Whether the rest of the word is one too: 长江 and 大桥 in 长江大桥, but not 白天 in 白天鹅. */
  isWhole: boolean;
}

/**
 * Words that begin or end a longer one. What stands in its middle means something else: 中国 in 发展中国家, 中学 in
 * 集中学习.
 */
export function partsOf(cutter: WordCutter, word: string): WordPart[] {
  if (word.length < 3) return [];
  const inner = new Set(cutter.within(word));
  return [...inner].flatMap((text) => {
    const rests = [
      ...(word.startsWith(text) ? [word.slice(text.length)] : []),
      ...(word.endsWith(text) ? [word.slice(0, -text.length)] : []),
    ];
    return rests.length === 0 ? [] : [{ text, isWhole: rests.some((rest) => inner.has(rest)) }];
  });
}

/** Two words of the dictionary that make up a longer one, the longest beginning first; null: it is not made so. */
export function halvesOf(cutter: WordCutter, word: string): [string, string] | null {
  const inner = new Set(cutter.within(word));
  for (let length = word.length - 2; length >= 2; length -= 1) {
    const [head, tail] = [word.slice(0, length), word.slice(length)];
    if (inner.has(head) && inner.has(tail)) return [head, tail];
  }
  return null;
}
