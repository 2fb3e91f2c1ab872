import { any, all, meets, type Condition } from './condition.ts';
import { lexeme } from './lexeme.ts';
import { normalText } from './normal-text.ts';
import { exactly, lettersOf, termsOf, type Term } from './search-plan.ts';
import { readBeginnings } from './syllables.ts';
import { tokensOf } from './tokens.ts';
import type { WordCutter } from './word-cutter.ts';

/** What a text must have to go on from what was typed so far; null: nothing was typed. */
export function planSuggestions(cutter: WordCutter, typed: string): Condition | null {
  const terms = termsOf(cutter, typed);
  const last = terms.at(-1);
  if (last === undefined) return null;
  return all([...terms.slice(0, -1).map((term) => exactly(cutter, term)), begunBy(cutter, last)]);
}

/** The last word may not be finished yet, nor its last syllable. */
function begunBy(cutter: WordCutter, term: Term): Condition {
  const text = term.script === 'latin' ? lettersOf(term.words) : term.words.join('');
  const begins = (kind: Parameters<typeof lexeme>[0], value: string): Condition => {
    return { lexeme: lexeme(kind, value), isPrefix: true };
  };
  if (term.script === 'han') return any([exactly(cutter, term), begins('word', text)]);
  return any([
    begins('latin', text),
    ...readBeginnings(text).map((reading) => begins('pinyin', reading)),
    ...(text.length > 1 ? [begins('initials', text)] : []),
  ]);
}

/** Text that may be searched for. */
export interface SuggestibleText {
  /** Title of a video. */
  title: string;
  /** Its tags. */
  tags: readonly string[];
  /** Its author's nickname. */
  author: string;
}

/** In which order kinds of suggestions come: what many have, then lists of videos, then single ones. */
type Rank = 'name' | 'collection' | 'title';
const ranks: readonly Rank[] = ['name', 'collection', 'title'];

/**
 * What may be meant by what was typed: tags and names, the most frequent first, then titles of collections and courses,
 * then those of videos. Each answers the condition by itself.
 */
export function suggest(
  cutter: WordCutter,
  condition: Condition,
  { texts, collections }: { texts: readonly SuggestibleText[]; collections: readonly string[] },
  limit: number,
): string[] {
  const counts = new Map<string, { text: string; count: number; rank: Rank }>();
  const add = (text: string, rank: Rank): void => {
    const key = normalText(text.trim()).text;
    const known = counts.get(key);
    if (known !== undefined) known.count += 1;
    else counts.set(key, { text: text.trim(), count: 1, rank });
  };
  for (const { tags, author } of texts) for (const text of [...tags, author]) add(text, 'name');
  for (const title of collections) add(title, 'collection');
  for (const { title } of texts) add(title, 'title');
  return [...counts.values()]
    .filter(({ text }) => meets(condition, lexemesIn(cutter, text)))
    .toSorted((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank) || b.count - a.count)
    .slice(0, limit)
    .map(({ text }) => text);
}

/** Every lexeme of one text. */
export function lexemesIn(cutter: WordCutter, text: string): Set<string> {
  return new Set(tokensOf(cutter, text, true).map((token) => lexeme(token.kind, token.text)));
}
