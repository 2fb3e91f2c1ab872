import type { Database } from '../engine/connect.ts';
import { isAfter, type ListPosition } from '../engine/keyset.ts';
import { listCards, type VideoCard } from '../videos/videos.ts';
import { othersMay } from '../videos/visible.ts';

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
    .where('assets.state', '!=', 'deleted')
    .where((eb) =>
      eb.or([eb('videos.author_id', '=', options.userId), eb(othersMay('see', options.userId), '=', true)]),
    )
    .where(isAfter(['video_favourites.created_at', 'video_favourites.video_id'], options.before))
    .orderBy('video_favourites.created_at', 'desc')
    .orderBy('video_favourites.video_id', 'desc')
    .limit(options.limit)
    .execute();
  const cards = await listCards(
    db,
    places.map(({ video_id }) => video_id),
    options.userId,
  );
  const byId = new Map(cards.map((card) => [card.video.id, card]));
  return places.flatMap(({ video_id, created_at: at }) => {
    const card = byId.get(video_id);
    return card ? [{ card, at }] : [];
  });
}
