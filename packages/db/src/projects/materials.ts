import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { cardQuery, toCard, type VideoCard } from '../videos/video-cards.ts';
import { isOwnOf } from '../videos/visible.ts';

/**
 * A person's videos that are wholly processed, and those that they have published as channels they still belong to, of
 * what they have sent themselves; the newest first. `words`: whose title contains them.
 */
export async function listMaterials(
  db: Database,
  ownerId: string,
  { words, after, limit }: { words: string; after: ListPosition | null; limit: number },
): Promise<VideoCard[]> {
  const page = (whose: RawBuilder<boolean>) =>
    ready(db, ownerId)
      .where(whose)
      .$if(words !== '', (query) =>
        query.where(sql<boolean>`strpos(lower(videos.title), lower(${words})) > 0`),
      )
      .where(isAfter(['videos.created_at', 'videos.id'], after))
      .orderBy('videos.created_at', 'desc')
      .orderBy('videos.id', 'desc')
      .limit(limit)
      .execute();
  // Each by its own index.
  const lists = await Promise.all([
    page(sql`videos.author_id = ${ownerId}`),
    page(sql`videos.made_by = ${ownerId} and ${isOwnOf(ownerId)}`),
  ]);
  const age = ({ video }: VideoCard) => video.created_at.getTime();
  return lists
    .flat()
    .map(toCard)
    .toSorted((a, b) => age(b) - age(a) || (a.video.id < b.video.id ? 1 : -1))
    .slice(0, limit);
}

/** For each of some assets that a person may use, their first video of it; in no order. */
export async function listMaterialsOf(
  db: Database,
  ownerId: string,
  assetIds: readonly string[],
): Promise<VideoCard[]> {
  if (assetIds.length === 0) return [];
  const rows = await ready(db, ownerId)
    .where(isOwnOf(ownerId))
    .where('assets.id', 'in', assetIds)
    .distinctOn('assets.id')
    .orderBy('assets.id')
    .orderBy('videos.created_at')
    .execute();
  return rows.map(toCard);
}

/** Videos that are wholly processed, of what a person has sent. */
function ready(db: Database, ownerId: string) {
  return cardQuery(db, ownerId)
    .where('assets.owner_id', '=', ownerId)
    .where('assets.state', '=', sql.lit('ready'));
}
