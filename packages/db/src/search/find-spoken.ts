import type { Chapter } from '@weireel/contract';
import { toTsquery, type Condition, type SpokenLine } from '@weireel/search';
import { sql, type RawBuilder } from 'kysely';
import { isWithin } from '../chapters/is-within.ts';
import type { Database } from '../engine/connect.ts';

/** So many passages that match are looked at: whoever asks for what is said everywhere finds it by its titles. */
const mostPassages = 1000;

/**
 * Videos in whose captions a condition is met within one passage, or which have a chapter whose title meets it, with the
 * lexemes of the best, as `shownOf` takes them. Nothing is guessed about how many match, so that the indexes of lexemes
 * answer it.
 *
 * @param collectionId only in this one; undefined: anywhere
 */
export function spokenMatches(
  condition: Condition,
  rankQuery: string,
  collectionId?: string,
): RawBuilder<unknown> {
  const isInside =
    collectionId === undefined
      ? sql`true`
      : sql`video_id = any(array(select video_id from collection_items where collection_id = ${collectionId}))`;
  return sql`
    select distinct on (found.video_id) found.video_id, found.lexemes, null::timestamptz as created_at
    from unnest(${[toTsquery(condition)]}::text[]) as query cross join lateral (
      (select video_id, lexemes from caption_passages where lexemes @@ query::tsquery and ${isInside} limit ${mostPassages})
      union all (select video_id, lexemes from chapters
        where lexemes @@ query::tsquery and ${isInside} and ${isWithin} limit ${mostPassages})
    ) as found
    order by found.video_id, ts_rank(found.lexemes, ${rankQuery}::tsquery) desc`;
}

/** A passage of a video's captions that answers. */
export interface FoundPassage {
  /** The video. */
  videoId: string;
  /** Language of the captions. */
  language: string;
  /** Its lines. */
  lines: SpokenLine[];
}

/** The first passage of each of some videos that meets a condition; of several languages, the first by its name. */
export async function findPassages(
  db: Database,
  condition: Condition,
  videoIds: readonly string[],
): Promise<FoundPassage[]> {
  if (videoIds.length === 0) return [];
  const { rows } = await sql<FoundPassage>`
    select distinct on (video_id) video_id as "videoId", language, lines
    from caption_passages
    where video_id = any(${videoIds}::text[]) and lexemes @@ ${toTsquery(condition)}::tsquery
    order by video_id, language, n`.execute(db);
  return rows;
}

/** The first chapter of each of some videos whose title meets a condition. */
export async function findChapters(
  db: Database,
  condition: Condition,
  videoIds: readonly string[],
): Promise<(Chapter & { videoId: string })[]> {
  if (videoIds.length === 0) return [];
  const { rows } = await sql<Chapter & { videoId: string }>`
    select distinct on (video_id) video_id as "videoId", start_ms as "startMs", title
    from chapters
    where video_id = any(${videoIds}::text[]) and lexemes @@ ${toTsquery(condition)}::tsquery and ${isWithin}
    order by video_id, start_ms`.execute(db);
  return rows;
}
