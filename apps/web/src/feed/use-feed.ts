import { createFeedList } from '@weireel/client';
import type { FeedKind, Video } from '@weireel/contract';
import { computed, shallowRef } from 'vue';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';

const pageSize = 10;

/** A feed, after the video to start with: its items, and which of them matter now. */
export function useFeed(startId: string | null, kind: FeedKind) {
  const feed = createFeedList<Video>({
    fetchPage: (cursor) => fetchPage(kind, cursor),
    fetchStart: () => fetchStart(startId),
    onChange: (now) => (state.value = now),
  });
  const state = shallowRef(feed.state());
  const error = computed(() => state.value.error);
  const view = computed(() => {
    // The list is no reactive thing; its place and its items change with its state.
    void state.value;
    return feed.view();
  });
  void feed.loadMore();
  const stopListening = onReconnected(feed.reconnected);

  return {
    items: computed(() => state.value.items),
    index: computed({ get: () => state.value.index, set: feed.moveTo }),
    view,
    isLoading: computed(() => state.value.isLoading),
    isLoaded: computed(() => state.value.isLoaded),
    hasMore: computed(() => state.value.hasMore),
    trouble: computed<Trouble | null>(() => (error.value === null ? null : troubleOf(error.value))),
    ...{ loadMore: feed.loadMore, refresh: feed.refresh, remove: feed.remove, stopListening },
  };
}

function fetchPage(kind: FeedKind, cursor: string | null) {
  return api.call('feed', { query: { kind, limit: pageSize, ...(cursor !== null && { cursor }) } });
}

/** The video to start with; null: there is none, or it cannot be watched. */
async function fetchStart(id: string | null): Promise<Video | null> {
  if (id === null) return null;
  try {
    const video = await api.call('video', { params: { id } });
    return video.playable && video.visibility === 'public' ? video : null;
  } catch {
    // The feed has others.
    return null;
  }
}
