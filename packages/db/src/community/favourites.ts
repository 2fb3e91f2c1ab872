import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import type { VideoCard } from '../videos/video-cards.ts';
import { isSeenBy } from '../videos/visible.ts';
import { withCards } from '../videos/with-cards.ts';

/** A video among somebody's favourites. */
export interface Favourite {
  /** The video. */
  card: VideoCard;
  /** When it came among them. */
  at: Date;
}

/** A person's favourites that they may see, the last one first. */
export async function listFavourites(
  db: Database,
  options: { userId: string; limit: number; before: ListPosition | null },
): Promise<Favourite[]> {
  const places = await db
    .selectFrom('video_favourites')
    .innerJoin('videos', 'videos.id', 'video_favourites.video_id')
    .innerJoin('assets', 'assets.id', 'videos.asset_id')
    .select(['video_favourites.video_id', 'video_favourites.created_at'])
    .where('video_favourites.user_id', '=', options.userId)
    .where('assets.state', '!=', sql.lit('deleted'))
    .where(isSeenBy(options.userId))
    .where(isAfter(['video_favourites.created_at', 'video_favourites.video_id'], options.before))
    .orderBy('video_favourites.created_at', 'desc')
    .orderBy('video_favourites.video_id', 'desc')
    .limit(options.limit)
    .execute();
  const found = await withCards(db, places, options.userId);
  return found.map(({ card, created_at: at }) => ({ card, at }));
}
