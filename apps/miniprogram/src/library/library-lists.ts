import type { AnsweredPage } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { api } from '../api/api.ts';
import { queryOf } from '../shell/list-page.ts';

/** A video that somebody keeps or has watched, with how much of it, 0–1. */
export interface KeptVideo {
  video: Video;
  watched: number;
}

/** Reads pages of what somebody keeps. */
export const libraryLists = {
  /** What they put among their favourites. */
  async favourites(cursor: string | null): Promise<AnsweredPage<KeptVideo>> {
    const { items, nextCursor } = await api.call('myFavourites', { query: queryOf(cursor) });
    return { items: items.map((video) => ({ video, watched: 0 })), nextCursor };
  },
  /** What they watched, the last first. */
  async history(cursor: string | null): Promise<AnsweredPage<KeptVideo>> {
    const { items, nextCursor } = await api.call('history', { query: queryOf(cursor) });
    const kept = items.map(({ video, positionMs }) => ({
      video,
      watched: video.durationMs === null ? 0 : Math.min(1, positionMs / Math.max(1, video.durationMs)),
    }));
    return { items: kept, nextCursor };
  },
};
