import type { Api } from '@weireel/client';
import type { FeedKind, Video } from '@weireel/contract';
import { needsPerson } from '../api/needs-person.ts';

const pageSize = 10;

/** A page of the feed. */
export function fetchFeedPage(api: Api, kind: FeedKind, cursor: string | null) {
  const query = { kind, limit: pageSize, ...(cursor !== null && { cursor }) };
  const ask = () => api.call('feed', { query });
  // Everybody may ask; but a stranger follows nobody.
  return kind === 'following' ? needsPerson(ask) : ask();
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
