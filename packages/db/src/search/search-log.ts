import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** For how many days it is kept what was searched for. */
const keptDays = 7;

/** Notes that a person searched for something; the same again on the same day changes nothing. */
export async function noteSearch(
  db: Database,
  search: {
    /** What was searched for, in the form in which text is compared. */
    query: string;
    /** What stands for the person. */
    person: string;
  },
): Promise<void> {
  await db
    .insertInto('searches')
    .values({ day: sql<string>`current_date`, query: search.query, person: search.person })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * What most people searched for within a week.
 *
 * @param minPeople so many different people must have: what fewer search for is theirs alone
 */
export async function listHotSearches(
  db: Database,
  options: { minPeople: number; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('searches')
    .select('query')
    .where(isKept())
    .groupBy('query')
    .having((eb) => eb(eb.fn.count('person').distinct(), '>=', options.minPeople))
    .orderBy((eb) => eb.fn.count('person').distinct(), 'desc')
    .orderBy('query')
    .limit(options.limit)
    .execute();
  return rows.map(({ query }) => query);
}

/** Forgets what was searched for more than a week ago. */
export async function deleteOldSearches(db: Database): Promise<void> {
  await db
    .deleteFrom('searches')
    .where((eb) => eb.not(isKept()))
    .execute();
}

function isKept() {
  return sql<boolean>`day > current_date - ${keptDays}::integer`;
}
