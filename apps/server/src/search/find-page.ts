import type { QueryOf } from '@weireel/contract';
import type { HitPosition } from '@weireel/db/search';
import { firstAnswer, planSearch, type Condition, type WordCutter } from '@weireel/search';
import { cutPage, defaultLimit } from '../http/cursor.ts';
import { readHitCursor, writeHitCursor } from './hit-cursor.ts';

/** What a page of hits is to be found by. */
export interface HitPageWish {
  /** The last hit of the page before; null: this is the first one. */
  after: HitPosition | null;
  /** How many. */
  limit: number;
  /** The time that freshness is counted from: when the first page was made. */
  asOf: Date;
}

/** A page of hits. */
export interface HitPage<T> {
  /** The hits, the best first. */
  shown: T[];
  /** Where the next page begins; null: there is none. */
  nextCursor: string | null;
  /** What they were found by; absent: the query asks for nothing. */
  condition: Condition | undefined;
  /** Whether these are only the nearest. */
  isNearest: boolean;
}

/**
 * A page of what answers a search: by the first way to understand it that finds anything, and further pages by the same.
 *
 * @throws WeireelError `invalid_request` for a cursor that is not ours
 */
export async function findPage<T extends HitPosition>(
  { words, now }: { words: WordCutter; now: () => number },
  query: QueryOf<'search'>,
  find: (condition: Condition, wish: HitPageWish) => Promise<T[]>,
): Promise<HitPage<T>> {
  const limit = query.limit ?? defaultLimit;
  const cursor = readHitCursor(query.cursor);
  const asOfMs = cursor?.asOfMs ?? now();
  const attempts = planSearch(words, query.q);
  const first = cursor?.attempt ?? 0;
  const wish = { after: cursor, limit: limit + 1, asOf: new Date(asOfMs) };
  const found = await firstAnswer(cursor ? attempts.slice(first, first + 1) : attempts, (condition) =>
    find(condition, wish),
  );
  const attempt = first + found.attempt;
  const page = cutPage(found.rows, limit, ({ score, id }) => writeHitCursor({ attempt, asOfMs, score, id }));
  return { ...page, condition: attempts[attempt]?.condition, isNearest: found.isNearest };
}
