import { toRankQuery, toTsquery, type Condition } from '@weireel/search';
import { sql, type SqlBool } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { othersMay } from '../videos/visible.ts';

/** What videos must be like beside their words. */
export interface VideoFilters {
  /** Shortest duration in milliseconds. Absent: any. */
  minDurationMs?: number;
  /** Longest duration in milliseconds. Absent: any. */
  maxDurationMs?: number;
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
export const mostRanked = 1000;

/** What the labels A to D count for, as `ts_rank` takes them: from D to A. */
const labelWeights = '{0.1, 0.3, 0.6, 1}';
/** A video of today stands this much above an equal one that is old. */
const freshness = 0.1;
/** After so long only a third of that is left. */
const freshDays = 30;
/** The most popular stands this much above an equal one that nobody likes. */
const popular = 0.2;
/** With so many likes, favourites and comments, a video is as popular as any. */
const fullPopularity = 100_000;

/** Videos that who asks may find, the best hits first, of the `mostRanked` newest that match. */
export async function findVideos(
  db: Database,
  list: RankedList,
  page: { after: HitPosition | null; limit: number },
): Promise<HitPosition[]> {
  const { after, limit } = page;
  const { rows } = await sql<HitPosition>`
    with ranked as (
      select id, (1000000
        * ts_rank(${labelWeights}::real[], lexemes, ${toRankQuery(list.condition)}::tsquery)
        * (1 + ${freshness} * exp(least(0, extract(epoch from published_at - ${list.asOf}::timestamptz)) / 86400 / ${freshDays})
          + ${popular} * least(1, ln(1 + popularity) / ln(1 + ${fullPopularity})))
      )::bigint as score
      from (${candidates(list)}) as candidates
    )
    select id, score from ranked
    where ${after === null ? sql`true` : sql`(score, id) < (${after.score}, ${after.id})`}
    order by score desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** How often a tag occurs among the `mostRanked` newest videos that match, the most frequent first. */
export async function findTags(
  db: Database,
  list: Pick<RankedList, 'condition' | 'filters'>,
  limit: number,
): Promise<{ tag: string; videos: number }[]> {
  const { rows } = await sql<{ tag: string; videos: number }>`
    select tag, count(*) as videos from (${candidates(list)}) as candidates, unnest(tags) as tag
    group by tag order by count(*) desc, tag limit ${limit}`.execute(db);
  return rows;
}

/** The text of some of the newest videos that match, for suggestions. */
export async function findTexts(
  db: Database,
  condition: Condition,
  limit: number,
): Promise<{ title: string; tags: string[]; author: string }[]> {
  const { rows } = await sql<{ title: string; tags: string[]; author: string }>`
    select title, tags, nickname as author
    from (${candidates({ condition, filters: {} }, limit)}) as candidates
    join users on users.id = author_id`.execute(db);
  return rows;
}

function candidates(
  { condition, filters, askerId = null }: Pick<RankedList, 'condition' | 'filters' | 'askerId'>,
  limit = mostRanked,
) {
  const { minDurationMs, maxDurationMs, publishedAfter, publishedBefore } = filters;
  const wishes = [
    ...(minDurationMs === undefined ? [] : [sql<SqlBool>`duration_ms >= ${minDurationMs}`]),
    ...(maxDurationMs === undefined ? [] : [sql<SqlBool>`duration_ms <= ${maxDurationMs}`]),
    ...(publishedAfter === undefined ? [] : [sql<SqlBool>`published_at >= ${publishedAfter}`]),
    ...(publishedBefore === undefined ? [] : [sql<SqlBool>`published_at < ${publishedBefore}`]),
  ];
  return sql`
    select videos.id, title, tags, author_id, published_at, lexemes,
      coalesce(likes + favourites + comments, 0) as popularity
    from video_search
    join videos on videos.id = video_search.video_id
    join assets on assets.id = asset_id
    left join video_counts on video_counts.video_id = videos.id
    where lexemes @@ ${toTsquery(condition)}::tsquery
      and ${sql.join([othersMay('find', askerId), ...wishes], sql` and `)}
    order by video_search.created_at desc limit ${limit}`;
}
