import type { FoundUser, QueryOf, SearchAnswer } from '@weireel/contract';
import { findUsers } from '@weireel/db/search';
import { highlight } from '@weireel/search';
import type { ServerContext } from '../http/context.ts';
import { presentUser } from '../people/present-user.ts';
import { findPage } from './find-page.ts';
import { presentRanges } from './present-ranges.ts';

/** A page of the people whose names answer a search. */
export async function findUsersFor(
  context: ServerContext,
  query: QueryOf<'search'>,
  askerId: string | null,
): Promise<SearchAnswer> {
  const { db, words } = context;
  const { shown, nextCursor, condition, isNearest } = await findPage(
    context,
    query,
    (asked, { after, limit }) => findUsers(db, asked, { after, limit, askerId }),
  );
  return {
    items: shown.map((row): FoundUser => {
      const nickname = condition === undefined ? [] : highlight(words, condition, row.nickname);
      return { ...presentUser(row, row.counts), highlights: { nickname: presentRanges(nickname) } };
    }),
    nextCursor,
    isNearest,
  };
}
