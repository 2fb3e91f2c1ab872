import type { VideoCard } from '@weireel/db/videos';
import { cutPage, writeCursor } from '../http/cursor.ts';

/** A page of videos in the order in which they were published, cut as `cutPage` cuts it. */
export function cutPublished(
  cards: VideoCard[],
  limit: number,
): { shown: VideoCard[]; nextCursor: string | null } {
  return cutPage(cards, limit, ({ video }) =>
    writeCursor({ at: video.published_at ?? video.created_at, id: video.id }),
  );
}
