import type { Database } from '../engine/connect.ts';
import { listCards, type VideoCard } from './video-cards.ts';

/** Places in a viewer's list, each with its video; those whose video is gone are left out. */
export async function withCards<P extends { video_id: string }>(
  db: Database,
  places: readonly P[],
  viewerId: string | null,
): Promise<(P & { card: VideoCard })[]> {
  const cards = await listCards(
    db,
    places.map(({ video_id }) => video_id),
    viewerId,
  );
  const byId = new Map(cards.map((card) => [card.video.id, card]));
  return places.flatMap((place) => {
    const card = byId.get(place.video_id);
    return card ? [{ ...place, card }] : [];
  });
}
