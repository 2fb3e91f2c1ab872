import type { WatchedItem } from '@weireel/catalogue';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { VideoCard } from '../videos/video-cards.ts';
import { withCards } from '../videos/with-cards.ts';
import { isShownIn } from './visible-collections.ts';

/** A video in a collection. */
export interface CollectionItemOf {
  /** The video. */
  card: VideoCard;
  /** Orders it among the others. */
  place: number;
  /** Whether who asks has watched it to its end. */
  isDone: boolean;
}

interface ItemRow {
  video_id: string;
  place: number;
  position_ms: number | null;
  watched_at: Date | null;
  finished_at: Date | null;
}

/** Videos in a collection that who asks may see, in its order. */
export async function listCollectionItems(
  db: Database,
  options: {
    collectionId: string;
    askerId: string | null;
    limit: number;
    /** Place of the last one seen; null: this is the first page. */
    after: number | null;
  },
): Promise<CollectionItemOf[]> {
  const { askerId, after } = options;
  const isWanted = after === null ? sql`true` : sql`collection_items.place > ${after}`;
  const rows = await readItems(db, {
    ...options,
    rest: sql`and ${isWanted} order by place limit ${options.limit}`,
  });
  const found = await withCards(db, rows, askerId);
  return found.map(({ card, place, finished_at }) => ({ card, place, isDone: finished_at !== null }));
}

/** All videos in a collection that a person may see, in its order, as they have watched them. */
export async function listWatchedItems(
  db: Database,
  collectionId: string,
  userId: string,
): Promise<WatchedItem[]> {
  const rows = await readItems(db, { collectionId, askerId: userId, rest: sql`order by place` });
  return rows.map((row) => ({
    videoId: row.video_id,
    positionMs: row.position_ms ?? 0,
    watchedAt: row.watched_at,
    isDone: row.finished_at !== null,
  }));
}

async function readItems(
  db: Database,
  {
    collectionId,
    askerId,
    rest,
  }: { collectionId: string; askerId: string | null; rest: RawBuilder<unknown> },
): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select collection_items.video_id, place, position_ms, watched_at, finished_at
    from collection_items join collections on collections.id = collection_items.collection_id
      join videos on videos.id = collection_items.video_id join assets on assets.id = videos.asset_id
      left join watched on watched.video_id = videos.id and watched.user_id = ${askerId}
    where collection_items.collection_id = ${collectionId} and ${isShownIn(askerId)} ${rest}`.execute(db);
  return rows;
}
