import { findVideos } from '@weireel/db/search';
import { listHotSearches } from '@weireel/db/search-log';
import { planSearch } from '@weireel/search';
import type { ServerContext } from '../http/context.ts';
import { cacheFor } from '../cache-for.ts';

/** Characters of what may become a hot word; more is a sentence of somebody's own. */
export const longestHotWord = 20;

/** Fewer people than these have their searches for themselves. */
const minPeople = 5;
const hotCount = 10;
/** Some are not shown, so more are looked at. */
const candidateCount = 30;
/** How long an answer is kept for everybody. */
const keptMs = 60_000;

/**
 * What many different people searched for in the last week, as long as something public answers it. A title that is
 * not public any more is no hot word, whoever searched for it.
 */
export function createHotWords({ db, words, now, elapsedMs }: ServerContext): () => Promise<string[]> {
  return cacheFor(keptMs, elapsedMs, async () => {
    const hot: string[] = [];
    for (const query of await listHotSearches(db, { minPeople, limit: candidateCount })) {
      const [exact] = planSearch(words, query);
      if (exact === undefined || hot.length === hotCount) continue;
      const list = { condition: exact.condition, filters: {}, asOf: new Date(now()) };
      if ((await findVideos(db, list, { after: null, limit: 1 })).length > 0) hot.push(query);
    }
    return hot;
  });
}
