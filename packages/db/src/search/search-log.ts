import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** For how many days it is kept what was searched for. */
const keptDays = 7;

/** Notes that a person searched for something; within a week, a person counts once for each thing. */
export async function noteSearch(
  db: Database,
  search: {
    /** What was searched for, in the form in which text is compared. */
    query: string;
    /** What stands for the person. */
    person: string;
  },
): Promise<void> {
  await sql`
    with noted as (
      insert into searches as known (query, person, day) values (${search.query}, ${search.person}, current_date)
      on conflict (query, person) do update set day = current_date where known.day < current_date
      returning query, (xmax = 0) as is_new
    )
    insert into hot_searches as hot (query, people) select query, 1 from noted where is_new
    on conflict (query) do update set people = hot.people + 1`.execute(db);
}

/**
 * What most people searched for within a week, as far as the old has been forgotten.
 *
 * @param minPeople so many different people must have: what fewer search for is theirs alone
 */
export async function listHotSearches(
  db: Database,
  options: { minPeople: number; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('hot_searches')
    .select('query')
    .where('people', '>=', options.minPeople)
    .orderBy('people', 'desc')
    .orderBy('query')
    .limit(options.limit)
    .execute();
  return rows.map(({ query }) => query);
}

/** Forgets what was searched for more than a week ago. */
export async function deleteOldSearches(db: Database): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`
      with gone as (
        delete from searches where day <= current_date - ${keptDays}::integer returning query
      ), fewer as (
        select query, count(*) as people from gone group by query
      )
      update hot_searches as hot set people = hot.people - fewer.people from fewer where hot.query = fewer.query`.execute(
      trx,
    );
    await trx.deleteFrom('hot_searches').where('people', '<=', 0).execute();
  });
}
