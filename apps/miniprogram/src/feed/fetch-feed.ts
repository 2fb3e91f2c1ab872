import type { Api } from '@weireel/client';
import type { Video } from '@weireel/contract';

const pageSize = 10;

/** A page of the feed. */
export function fetchFeedPage(api: Api, cursor: string | null) {
  return api.call('feed', {
    query: { kind: 'latest', limit: pageSize, ...(cursor !== null && { cursor }) },
  });
}

/** The video that a link names; null: there is none, or it cannot be watched here. */
export async function fetchStart(api: Api, id: string | undefined): Promise<Video | null> {
  if (id === undefined) return null;
  try {
    const video = await api.call('video', { params: { id } });
    return video.playable && video.visibility === 'public' ? video : null;
  } catch {
    // The feed has others.
    return null;
  }
}
