import { toTsquery, type Condition } from '@weireel/search';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isApart } from '../people/apart.ts';
import { matching, shownOf } from './find-videos.ts';

/** So many of the newest videos are read for what was begun to be typed. */
const mostRead = 2000;
/** So many of all that match are looked at when the newest have too few. */
const mostMatching = 500;

/** Text of a video that may be searched for. */
export interface FoundText {
  /** Title. */
  title: string;
  /** Tags. */
  tags: string[];
  /** Nickname of the author. */
  author: string;
}

/**
 * Texts of videos that everybody may find, by people whom who asks may meet, and that match what was typed so far. The beginning of a word is in so much
 * that an index does not help: the newest videos are read as they are. What too few of them have is rare enough for the
 * index.
 */
export async function findTexts(
  db: Database,
  condition: Condition,
  { limit, askerId }: { limit: number; askerId: string | null },
): Promise<FoundText[]> {
  const query = toTsquery(condition);
  const latest = await textsOf(db, {
    matched: sql`select * from (select video_id, lexemes, created_at from video_search
      order by created_at desc limit ${mostRead}) as latest where lexemes @@ ${query}::tsquery`,
    ...{ limit, askerId },
  });
  if (latest.length === limit) return latest;
  return textsOf(db, {
    matched: sql`${matching([query])} limit ${mostMatching}`,
    ...{ limit, askerId },
  });
}

async function textsOf(
  db: Database,
  { matched, limit, askerId }: { matched: ReturnType<typeof sql>; limit: number; askerId: string | null },
): Promise<FoundText[]> {
  const isMet = askerId === null ? sql`true` : sql`not ${isApart(askerId, sql.ref('found.author_id'))}`;
  const { rows } = await sql<FoundText>`
    select title, tags, (select nickname from users where users.id = author_id) as author
    from (select * from (${shownOf(matched, {}, null)}) as found where ${isMet} limit ${limit}) as shown`.execute(
    db,
  );
  return rows;
}
