import { toTsquery, type Condition, type SpokenLine } from '@weireel/search';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';

/** So many passages that match are looked at: whoever asks for what is said everywhere finds it by its titles. */
const mostPassages = 1000;

/**
 * Videos in whose captions a condition is met within one passage, with the lexemes of the best, as `shownOf` takes them. Nothing is guessed about how many match, so that the index
 * of lexemes answers it.
 */
export function spokenMatches(condition: Condition, rankQuery: string): RawBuilder<unknown> {
  return sql`
    select distinct on (found.video_id) found.video_id, found.lexemes, null::timestamptz as created_at
    from unnest(${[toTsquery(condition)]}::text[]) as query cross join lateral (
      select video_id, lexemes from caption_passages where lexemes @@ query::tsquery limit ${mostPassages}
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
