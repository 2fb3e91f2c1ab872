import type { Video } from '@weireel/contract';
import { absoluteUrl } from '../server-url.ts';

/** A video as a card in a chat, which opens its page. */
export function shareOf(video: Video | undefined) {
  const { title, query, imageUrl } = timelineShareOf(video);
  return { title, imageUrl, path: video === undefined ? '/pages/feed/feed' : `/pages/watch/watch?${query}` };
}

/** A video as a card in Moments, which takes the query alone: it opens the page that was shared. */
export function timelineShareOf(video: Video | undefined) {
  const poster = video?.playback?.posterUrl ?? null;
  return {
    title: video?.title ?? '微影 Weireel',
    query: video === undefined ? '' : `v=${video.id}`,
    imageUrl: poster === null ? '' : absoluteUrl(poster),
  };
}
