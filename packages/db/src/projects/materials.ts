import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { cardQuery, toCard, type VideoCard } from '../videos/video-cards.ts';

/** A person's videos that are wholly processed, the newest first; `words`: whose title contains them. */
export async function listMaterials(
  db: Database,
  ownerId: string,
  { words, after, limit }: { words: string; after: ListPosition | null; limit: number },
): Promise<VideoCard[]> {
  const rows = await ownReady(db, ownerId)
    .$if(words !== '', (query) => query.where(sql<boolean>`strpos(lower(videos.title), lower(${words})) > 0`))
    .where(isAfter(['videos.created_at', 'videos.id'], after))
    .orderBy('videos.created_at', 'desc')
    .orderBy('videos.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toCard);
}

/** For each of some assets that a person may use, their first video of it; in no order. */
export async function listMaterialsOf(
  db: Database,
  ownerId: string,
  assetIds: readonly string[],
): Promise<VideoCard[]> {
  if (assetIds.length === 0) return [];
  const rows = await ownReady(db, ownerId)
    .where('assets.id', 'in', assetIds)
    .distinctOn('assets.id')
    .orderBy('assets.id')
    .orderBy('videos.created_at')
    .execute();
  return rows.map(toCard);
}

function ownReady(db: Database, ownerId: string) {
  return cardQuery(db, ownerId)
    .where('videos.author_id', '=', ownerId)
    .where('assets.owner_id', '=', ownerId)
    .where('assets.state', '=', sql.lit('ready'));
}
