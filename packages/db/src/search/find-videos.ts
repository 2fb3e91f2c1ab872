import { toRankQuery, toTsquery, type Condition } from '@weireel/search';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isApart } from '../people/apart.ts';
import { othersMay } from '../videos/visible.ts';
import { erasBackFrom } from './eras.ts';
import { spokenMatches } from './find-spoken.ts';

/** What videos must be like beside their words. */
export interface VideoFilters {
  /** Shortest duration in milliseconds. Absent: any. */
  minDurationMs?: number;
  /** Longest duration in milliseconds. Absent: any. */
  maxDurationMs?: number;
  /** In this category. Absent: in any, or none. */
  categoryId?: string;
  /** In this collection or course. Absent: in any, or none. */
  collectionId?: string;
  /** Published at this time or later. Absent: whenever. */
  publishedAfter?: Date;
  /** Published before this time. Absent: whenever. */
  publishedBefore?: Date;
}

/** What a list of hits is ordered by; the same for all its pages. */
export interface RankedList {
  /** What a video must have. */
  condition: Condition;
  /** What it must be like. */
  filters: VideoFilters;
  /** The time that freshness is counted from. */
  asOf: Date;
  /** Who searches, and may find what is for them. Absent, null: nobody who is signed in. */
  askerId?: string | null;
}

/** A place in a list of hits. */
export interface HitPosition {
  /** How good the hit is, in millionths. */
  score: number;
  /** Its id. */
  id: string;
}

/**
 * So many of those that match are ranked: the newest. More are never sorted, however common a word is; whoever wants
 * an older one asks for more words.
 */
export const mostRanked = 800;
/** So many of those that match are looked at, the newest, for that many which everybody may find and are as wished. */
export const mostLooked = 5000;

/** What the labels A to D count for, as `ts_rank` takes them: from D to A. */
export const labelWeights = '{0.1, 0.3, 0.6, 1}';
/** A video of today stands this much above an equal one that is old. */
const freshness = 0.1;
/** After so long only a third of that is left. */
const freshDays = 30;
/** The most popular stands this much above an equal one that nobody likes. */
const popular = 0.2;
/** With so many likes, favourites and comments, a video is as popular as any. */
const fullPopularity = 100_000;

/**
 * Videos that who asks may find, the best hits first, of the `mostRanked` newest that match; and of those in which it is
 * said, unless so many match already.
 */
export async function findVideos(
  db: Database,
  list: RankedList,
  page: { after: HitPosition | null; limit: number },
): Promise<HitPosition[]> {
  const { after, limit } = page;
  const rankQuery = toRankQuery(list.condition);
  const { candidates, isAll } = await newestThatMatch(db, list);
  const spoken = isAll
    ? shownOf(
        spokenMatches(list.condition, rankQuery, list.filters.collectionId),
        list.filters,
        list.askerId ?? null,
      )
    : null;
  const sources = [candidates, spoken].filter((source) => source !== null);
  if (sources.length === 0) return [];
  const score = sql`1000000
    * ts_rank(${labelWeights}::real[], lexemes, ${rankQuery}::tsquery)
    * (1 + ${freshness} * exp(least(0, extract(epoch from published_at - ${list.asOf}::timestamptz)) / 86400 / ${freshDays})
      + ${popular} * least(1, ln(1 + popularity) / ln(1 + ${fullPopularity})))`;
  // One source has each video once.
  const [best, onePerVideo] = sources.length === 1 ? [score, sql``] : [sql`max(${score})`, sql`group by id`];
  const { rows } = await sql<HitPosition>`
    with ranked as (
      select id, (${best})::bigint as score
      from (${sql.join(
        sources.map((source) => sql`(${source})`),
        sql` union all `,
      )}) as candidates
      ${onePerVideo}
    )
    select id, score from ranked
    where ${after === null ? sql`true` : sql`(score, id) < (${after.score}, ${after.id})`}
    order by score desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** The tags of each of the `mostRanked` newest videos that everybody may find and that match, by people whom who asks may meet. */
export async function listTags(
  db: Database,
  condition: Condition,
  askerId: string | null,
): Promise<string[][]> {
  const { candidates } = await newestThatMatch(db, { condition, filters: {} });
  if (candidates === null) return [];
  const isMet = askerId === null ? sql`true` : sql`not ${isApart(askerId, sql.ref('author_id'))}`;
  const { rows } = await sql<{ tags: string[] }>`select tags from (${candidates}) as candidates
    where ${isMet}`.execute(db);
  return rows.map(({ tags }) => tags);
}

/**
 * The `mostRanked` newest that match, as a query, or null where nothing matches; and whether they are all. What few have is all read. Of what many have,
 * one era after another is read until there are enough, and nothing is sorted.
 */
async function newestThatMatch(
  db: Database,
  { condition, filters, askerId = null }: Pick<RankedList, 'condition' | 'filters' | 'askerId'>,
): Promise<{ candidates: RawBuilder<unknown> | null; isAll: boolean }> {
  const query = toTsquery(condition);
  if (filters.collectionId !== undefined) {
    const matched = matchingIn(filters.collectionId, query);
    return { candidates: sql`${shownOf(matched, filters, askerId)} limit ${mostRanked}`, isAll: true };
  }
  const { rows } = await sql<{ matching: number; newest: Date | null }>`
    select (select max(created_at) from video_search) as newest,
      (select count(*) from (${matching([query])} limit ${mostRanked + 1}) as matched) as matching`.execute(
    db,
  );
  const [counted] = rows;
  if (counted === undefined || counted.newest === null || counted.matching === 0) {
    return { candidates: null, isAll: true };
  }
  const isAll = counted.matching <= mostRanked;
  const queries = isAll ? [query] : erasBackFrom(counted.newest).map((era) => `(${query}) & ${era}`);
  const matched = sql`${matching(queries)} limit ${mostLooked}`;
  return { candidates: sql`${shownOf(matched, filters, askerId)} limit ${mostRanked}`, isAll };
}

/**
 * What matches one query after the other. That they are not known when it is planned has each of them answered by the
 * index of lexemes, even where a guess would rather read the whole table.
 */
export function matching(queries: readonly string[]): RawBuilder<unknown> {
  return sql`
    select video_id, lexemes, created_at from unnest(${queries}::text[]) as query cross join lateral (
      select video_id, lexemes, created_at from video_search where lexemes @@ query::tsquery offset 0
    ) as found`;
}

/** What of a collection matches: it is short enough to be gone through, however common the words are elsewhere. */
function matchingIn(collectionId: string, query: string): RawBuilder<unknown> {
  return sql`
    select found.video_id, lexemes, created_at from collection_items cross join lateral (
      select video_id, lexemes, created_at from video_search
      where video_search.video_id = collection_items.video_id and lexemes @@ ${query}::tsquery offset 0
    ) as found
    where collection_id = ${collectionId}`;
}

/**
 * Those videos that who asks may find and that are as wished. Each is looked up for itself («offset 0»): nothing that
 * is guessed about their number reads a whole table.
 *
 * @param matched a query of `video_search`
 */
export function shownOf(
  matched: RawBuilder<unknown>,
  filters: VideoFilters,
  askerId: string | null,
): RawBuilder<unknown> {
  return sql`
    select id, title, tags, author_id, created_at, published_at, lexemes, popularity
    from (${matched}) as matched cross join lateral (
      select videos.id, title, tags, author_id, published_at,
        coalesce(likes + favourites + comments, 0) as popularity
      from videos join assets on assets.id = asset_id
      left join video_counts on video_counts.video_id = videos.id
      where videos.id = matched.video_id
        and ${sql.join([othersMay('find', askerId), ...wishesOf(filters)], sql` and `)}
      offset 0
    ) as shown`;
}

function wishesOf(filters: VideoFilters): RawBuilder<SqlBool>[] {
  const { minDurationMs, maxDurationMs, categoryId, collectionId, publishedAfter, publishedBefore } = filters;
  return [
    ...(minDurationMs === undefined ? [] : [sql<SqlBool>`duration_ms >= ${minDurationMs}`]),
    ...(maxDurationMs === undefined ? [] : [sql<SqlBool>`duration_ms <= ${maxDurationMs}`]),
    ...(categoryId === undefined ? [] : [sql<SqlBool>`category_id = ${categoryId}`]),
    ...(collectionId === undefined
      ? []
      : [
          sql<SqlBool>`exists (select from collection_items
            where collection_id = ${collectionId} and video_id = videos.id)`,
        ]),
    ...(publishedAfter === undefined ? [] : [sql<SqlBool>`published_at >= ${publishedAfter}`]),
    ...(publishedBefore === undefined ? [] : [sql<SqlBool>`published_at < ${publishedBefore}`]),
  ];
}
