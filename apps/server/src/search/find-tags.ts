import type { FoundTag, QueryOf, SearchAnswer } from '@weireel/contract';
import { listTags } from '@weireel/db/search';
import { firstAnswer, highlight, lexemesIn, meets, planSearch } from '@weireel/search';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit } from '../http/cursor.ts';
import { presentRanges } from './present-ranges.ts';

/** Tags of the videos found that are looked at. */
const mostTags = 200;

/** The tags that answer a search, the most frequent first, all on one page. */
export async function findTagsFor(
  { db, words }: ServerContext,
  query: QueryOf<'search'>,
  askerId: string | null,
): Promise<SearchAnswer> {
  const attempts = planSearch(words, query.q);
  const found = await firstAnswer(attempts, async (condition) => {
    const tags = mostFrequent((await listTags(db, condition, askerId)).flat());
    // The videos answer by their other text as well.
    return tags.filter(([tag]) => meets(condition, lexemesIn(words, tag)));
  });
  const condition = attempts[found.attempt]?.condition;
  return {
    items: found.rows.slice(0, query.limit ?? defaultLimit).map(([tag, videoCount]): FoundTag => {
      const ranges = condition === undefined ? [] : highlight(words, condition, tag);
      return { tag, videoCount, highlights: { tag: presentRanges(ranges) } };
    }),
    nextCursor: null,
    isNearest: found.isNearest,
  };
}

/** The tags that occur most, with how often. */
function mostFrequent(tags: readonly string[]): (readonly [tag: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, mostTags);
}
