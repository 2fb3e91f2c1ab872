import type { Video } from '@weireel/contract';
import { absoluteUrl } from '../server-url.ts';

/** A video as a card in a chat, or in Moments, which take the query alone. */
export function shareOf(video: Video | undefined) {
  const query = video === undefined ? '' : `v=${video.id}`;
  const poster = video?.playback?.posterUrl ?? null;
  return {
    title: video?.title ?? '微影 Weireel',
    path: `/pages/feed/feed?${query}`,
    query,
    imageUrl: poster === null ? '' : absoluteUrl(poster),
  };
}
