import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { listCards, type VideoCard } from './video-cards.ts';
import { othersMay } from './visible.ts';

/** So many videos of one tag are put in order, or looked through, at once. */
export const mostSorted = 1000;

/**
 * Videos with a tag that who asks may find, the latest published first. What few have is all read and put in order; what
 * many have is soon found among the latest of all.
 *
 * @param options key: the tag in the form in which text is compared
 */
export async function listTaggedVideos(
  db: Database,
  options: { key: string; askerId: string | null; limit: number; before: ListPosition | null },
): Promise<VideoCard[]> {
  const { key, askerId, limit, before } = options;
  const { rows: some } = await sql`select from (${taggedWith(key, mostSorted + 1)}) as tagged`.execute(db);
  const source =
    some.length > mostSorted
      ? // No index knows this condition: the latest of all are walked through in their order.
        sql`select * from videos where ${key} = any(tag_keys)`
      : taggedWith(key, mostSorted);
  const { rows } = await sql<{ id: string }>`
    select videos.id from (${source}) as videos join assets on assets.id = videos.asset_id
    where ${othersMay('find', askerId)} and ${isAfter(['videos.published_at', 'videos.id'], before)}
    order by videos.published_at desc, videos.id desc limit ${limit}`.execute(db);
  const ids = rows.map(({ id }) => id);
  return listCards(db, ids, askerId);
}

/** The tags, as written, of each of up to a thousand videos with a tag that who asks may find. */
export async function listTagsBeside(db: Database, key: string, askerId: string | null): Promise<string[][]> {
  const { rows } = await sql<{ tags: string[] }>`
    select videos.tags from (${taggedWith(key, mostSorted)}) as videos
      join assets on assets.id = videos.asset_id
    where ${othersMay('find', askerId)}`.execute(db);
  return rows.map(({ tags }) => tags);
}

/** Up to so many videos with a tag, by its index: nothing is guessed about how many there are («offset 0»). */
export function taggedWith(key: string, limit: number): RawBuilder<unknown> {
  return sql`select videos.* from unnest(array[${key}]::text[]) as wanted cross join lateral (
    select * from videos where tag_keys @> array[wanted] and published_at is not null offset 0) as videos
    limit ${limit}`;
}
