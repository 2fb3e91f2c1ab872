import type { FoundTag, QueryOf, SearchAnswer } from '@weireel/contract';
import { findTags } from '@weireel/db/search';
import { firstAnswer, highlight, lexemesIn, meets, planSearch } from '@weireel/search';
import type { ServerContext } from '../http/context.ts';
import { defaultLimit } from './hit-cursor.ts';
import { presentRanges } from './present-ranges.ts';

/** Tags of the videos found that are looked at. */
const mostTags = 200;

/** The tags that answer a search, the most frequent first, all on one page. */
export async function findTagsFor(
  { db, words }: ServerContext,
  query: QueryOf<'search'>,
): Promise<SearchAnswer> {
  const attempts = planSearch(words, query.q);
  const found = await firstAnswer(attempts, async (condition) => {
    const tags = await findTags(db, { condition, filters: {} }, mostTags);
    // The videos answer by their other text as well.
    return tags.filter(({ tag }) => meets(condition, lexemesIn(words, tag)));
  });
  const condition = attempts[found.attempt]?.condition;
  return {
    items: found.rows.slice(0, query.limit ?? defaultLimit).map(({ tag, videos }): FoundTag => {
      const ranges = condition === undefined ? [] : highlight(words, condition, tag);
      return { tag, videoCount: videos, highlights: { tag: presentRanges(ranges) } };
    }),
    nextCursor: null,
    isNearest: found.isNearest,
  };
}
