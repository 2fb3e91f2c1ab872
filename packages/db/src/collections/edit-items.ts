import { WeireelError, collectionLimits } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isSeenBy } from '../videos/visible.ts';

// Every function here is called with the collection's row held (`lockCollection`).

/** How far apart places lie at first: between two of them there is room for twenty before all are spaced anew. */
const gap = 2 ** 20;

/** Where a video is to stand. */
export interface ItemWish {
  collectionId: string;
  videoId: string;
  /** Before which video in the collection; null: last. Absent: where it is, or last when it is new. */
  before?: string | null;
}

/**
 * Puts a video into a collection, or to another place in it; who puts it there must be able to see it.
 *
 * @throws WeireelError `not_found`: the video; `not_in_collection`: the one before which it is to stand; `collection_full`
 */
export async function putItem(
  trx: Database,
  { collectionId, videoId, before }: ItemWish,
  userId: string,
): Promise<void> {
  const items = await listPlaces(trx, collectionId);
  const isThere = items.some((item) => item.video_id === videoId);
  if (isThere && (before === undefined || before === videoId)) return;
  if (!isThere) {
    await requireSeen(trx, [videoId], userId);
    if (items.length >= collectionLimits.items) throw new WeireelError('collection_full');
  }
  const others = items.filter((item) => item.video_id !== videoId);
  const at =
    before === undefined || before === null
      ? others.length
      : others.findIndex((item) => item.video_id === before);
  if (at === -1) throw new WeireelError('not_in_collection');
  const place = placeBetween(others[at - 1]?.place, others[at]?.place);
  if (place === null) {
    const ids = others.map((item) => item.video_id);
    await writeOrder(trx, collectionId, ids.toSpliced(at, 0, videoId));
    return;
  }
  await sql`insert into collection_items (collection_id, video_id, place)
    select ${collectionId}, id, ${place} from videos where id = ${videoId} for key share
    on conflict (collection_id, video_id) do update set place = excluded.place`.execute(trx);
}

/**
 * Replaces the whole list of a collection.
 *
 * @throws WeireelError `not_found`: a video that was not in it, and that who puts it there cannot see
 */
export async function setItems(
  trx: Database,
  { collectionId, videoIds }: { collectionId: string; videoIds: readonly string[] },
  userId: string,
): Promise<void> {
  const known = new Set((await listPlaces(trx, collectionId)).map((item) => item.video_id));
  await requireSeen(
    trx,
    videoIds.filter((id) => !known.has(id)),
    userId,
  );
  await removeItems(
    trx,
    collectionId,
    [...known].filter((id) => !videoIds.includes(id)),
  );
  await writeOrder(trx, collectionId, videoIds);
}

/** Takes videos out of a collection. */
export async function removeItems(
  trx: Database,
  collectionId: string,
  videoIds: readonly string[],
): Promise<void> {
  await sql`delete from collection_items
    where collection_id = ${collectionId} and video_id = any(${videoIds}::text[])`.execute(trx);
  await sql`update collections set cover_video_id = null
    where id = ${collectionId} and cover_video_id = any(${videoIds}::text[])`.execute(trx);
}

function listPlaces(trx: Database, collectionId: string): Promise<{ video_id: string; place: number }[]> {
  return trx
    .selectFrom('collection_items')
    .select(['video_id', 'place'])
    .where('collection_id', '=', collectionId)
    .orderBy('place')
    .execute();
}

/** A place between two; absent: there is none on that side. Null: there is no room. */
function placeBetween(left: number | undefined, right: number | undefined): number | null {
  if (right === undefined) return (left ?? 0) + gap;
  if (left === undefined) return right - gap;
  const middle = Math.floor((left + right) / 2);
  return middle === left ? null : middle;
}

async function writeOrder(trx: Database, collectionId: string, videoIds: readonly string[]): Promise<void> {
  await sql`insert into collection_items (collection_id, video_id, place)
    select ${collectionId}, videos.id, n * ${gap}::bigint
    from unnest(${videoIds}::text[]) with ordinality as each (id, n) join videos on videos.id = each.id
    order by videos.id for key share of videos
    on conflict (collection_id, video_id) do update set place = excluded.place`.execute(trx);
}

async function requireSeen(trx: Database, videoIds: readonly string[], userId: string): Promise<void> {
  const { rows } = await sql`select from videos join assets on assets.id = videos.asset_id
    where videos.id = any(${videoIds}::text[]) and assets.state <> 'deleted' and ${isSeenBy(userId)}`.execute(
    trx,
  );
  if (rows.length !== videoIds.length) throw new WeireelError('not_found');
}
