import { lexemesOf, type Condition } from './condition.ts';
import { lexeme } from './lexeme.ts';
import { tokensOf } from './tokens.ts';
import type { WordCutter } from './word-cutter.ts';

/** A piece of a text: where it begins and where it ends, in UTF-16 units. */
export type TextRange = [start: number, end: number];

/** The pieces of a text that answer a condition, in their order and apart from each other. */
export function highlight(cutter: WordCutter, condition: Condition, source: string): TextRange[] {
  const wanted = lexemesOf(condition);
  const exact = new Set(wanted.filter(({ isPrefix }) => isPrefix !== true).map((each) => each.lexeme));
  const beginnings = wanted.filter(({ isPrefix }) => isPrefix === true).map((each) => each.lexeme);
  const found = tokensOf(cutter, source, true)
    .filter(({ kind, text }) => {
      const each = lexeme(kind, text);
      return exact.has(each) || beginnings.some((beginning) => each.startsWith(beginning));
    })
    .toSorted((a, b) => a.start - b.start);
  const ranges: TextRange[] = [];
  for (const { start, end } of found) {
    const last = ranges.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}
