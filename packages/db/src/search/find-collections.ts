import { toRankQuery, toTsquery, type Condition } from '@weireel/search';
import { sql } from 'kysely';
import { othersMayFindCollection, showsOthers } from '../collections/visible-collections.ts';
import type { Database } from '../engine/connect.ts';
import { labelWeights, mostLooked, mostRanked, type HitPosition } from './find-videos.ts';

/**
 * Collections and courses by their title and description, the best hits first: those that who asks may find, and that
 * show others than who made them something.
 */
export async function findCollections(
  db: Database,
  condition: Condition,
  page: { after: HitPosition | null; limit: number; askerId: string | null },
): Promise<HitPosition[]> {
  const { after, limit, askerId } = page;
  // As with videos, nothing is guessed about how many match («offset 0»).
  const { rows } = await sql<HitPosition>`
    with candidates as (
      select shown.id, lexemes from (
        select collection_id, lexemes from unnest(${[toTsquery(condition)]}::text[]) as query cross join lateral (
          select collection_id, lexemes from collection_search where lexemes @@ query::tsquery offset 0
        ) as found limit ${mostLooked}
      ) as matched cross join lateral (
        select collections.id from collections
        where collections.id = collection_id and ${othersMayFindCollection(askerId)} and ${showsOthers(askerId)}
        offset 0
      ) as shown limit ${mostRanked}
    ), ranked as (
      select id,
        (1000000 * ts_rank(${labelWeights}::real[], lexemes, ${toRankQuery(condition)}::tsquery, 1))::bigint as score
      from candidates
    )
    select id, score from ranked
    where ${after === null ? sql`true` : sql`(score, id) < (${after.score}, ${after.id})`}
    order by score desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** So many of all that match are looked at for what was begun to be typed. */
const mostSuggested = 200;

/**
 * Titles of collections and courses that match what was typed so far, among those that `findCollections` gives to who
 * asks. There are far fewer of them than of videos, so the index serves for the beginnings of words, too.
 */
export async function findCollectionTitles(
  db: Database,
  condition: Condition,
  { limit, askerId }: { limit: number; askerId: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`
    select title from (
      select collection_id from unnest(${[toTsquery(condition)]}::text[]) as query cross join lateral (
        select collection_id from collection_search where lexemes @@ query::tsquery offset 0
      ) as found limit ${mostSuggested}
    ) as matched cross join lateral (
      select collections.title from collections
      where collections.id = collection_id and ${othersMayFindCollection(askerId)} and ${showsOthers(askerId)}
      offset 0
    ) as shown limit ${limit}`.execute(db);
  return rows.map(({ title }) => title);
}
