import type { FoundUser, QueryOf, SearchAnswer } from '@weireel/contract';
import { findUsers } from '@weireel/db/search';
import { firstAnswer, highlight, planSearch } from '@weireel/search';
import type { ServerContext } from '../http/context.ts';
import { presentUser } from '../people/present-user.ts';
import { cutPage, defaultLimit } from '../http/cursor.ts';
import { readHitCursor, writeHitCursor } from './hit-cursor.ts';
import { presentRanges } from './present-ranges.ts';

/** A page of the people whose names answer a search. */
export async function findUsersFor(
  { db, words }: ServerContext,
  query: QueryOf<'search'>,
  askerId: string | null,
): Promise<SearchAnswer> {
  const limit = query.limit ?? defaultLimit;
  const cursor = readHitCursor(query.cursor);
  const attempts = planSearch(words, query.q);
  const first = cursor?.attempt ?? 0;
  const found = await firstAnswer(cursor ? attempts.slice(first, first + 1) : attempts, (condition) =>
    findUsers(db, condition, { after: cursor, limit: limit + 1, askerId }),
  );
  const attempt = first + found.attempt;
  const condition = attempts[attempt]?.condition;
  // A name does not grow old: the time of the list means nothing here.
  const { shown, nextCursor } = cutPage(found.rows, limit, ({ score, id }) =>
    writeHitCursor({ attempt, asOfMs: 0, score, id }),
  );
  return {
    items: shown.map((row): FoundUser => {
      const nickname = condition === undefined ? [] : highlight(words, condition, row.nickname);
      return { ...presentUser(row, row.counts), highlights: { nickname: presentRanges(nickname) } };
    }),
    nextCursor,
    isNearest: found.isNearest,
  };
}
