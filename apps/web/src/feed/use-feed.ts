import { createFeedWindow, type FeedWindow } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { computed, ref, shallowRef, watch } from 'vue';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';

const pageSize = 10;

/** The feed of newest videos, after the one to start with: its items, and which of them matter now. */
export function useFeed(startId: string | null) {
  let feed: FeedWindow<Video> = newWindow();
  const items = shallowRef<readonly Video[]>([]);
  const index = ref(0);
  const isLoading = ref(false);
  const isLoaded = ref(false);
  const hasMore = ref(true);
  const trouble = ref<Trouble | null>(null);

  const view = computed(() => {
    // The window is no reactive thing; its items change with it.
    void items.value;
    return feed.view(index.value);
  });

  watch(() => view.value.fetchCursor, loadMore, { immediate: true });
  const stopListening = onReconnected(() => {
    if (trouble.value !== null) void loadMore();
  });

  async function loadMore(): Promise<void> {
    const cursor = view.value.fetchCursor;
    if (cursor === undefined || isLoading.value) return;
    isLoading.value = true;
    trouble.value = null;
    try {
      const [page, start] = await Promise.all([fetchPage(cursor), cursor === null ? fetchStart() : null]);
      if (start !== null) feed.append({ items: [start], nextCursor: null });
      feed.append(page);
      hasMore.value = page.nextCursor !== null;
      items.value = feed.items();
      isLoaded.value = true;
    } catch (error) {
      trouble.value = troubleOf(error);
    } finally {
      isLoading.value = false;
    }
  }

  /** The video to start with; null: there is none, or it cannot be watched. */
  async function fetchStart(): Promise<Video | null> {
    if (startId === null) return null;
    try {
      const video = await api.call('video', { params: { id: startId } });
      return video.playable && video.visibility === 'public' ? video : null;
    } catch {
      // The feed has others.
      return null;
    }
  }

  /** Looks for newer videos; the list begins anew when there are some. */
  async function refresh(): Promise<void> {
    if (!isLoaded.value) return loadMore();
    try {
      const page = await fetchPage(null);
      if (page.items[0] === undefined || page.items[0].id === items.value[0]?.id) return;
      feed = newWindow();
      feed.append(page);
      hasMore.value = page.nextCursor !== null;
      index.value = 0;
      items.value = feed.items();
    } catch {
      // What is there can still be watched.
    }
  }

  /** Takes a video away that can no longer be seen. */
  function remove(id: string): void {
    feed.remove(id);
    items.value = feed.items();
    index.value = view.value.index;
  }

  return {
    items,
    index,
    view,
    isLoading,
    isLoaded,
    hasMore,
    trouble,
    loadMore,
    refresh,
    remove,
    stopListening,
  };
}

function newWindow(): FeedWindow<Video> {
  return createFeedWindow<Video>({ before: 1, after: 1, fetchAhead: 4 });
}

function fetchPage(cursor: string | null) {
  return api.call('feed', {
    query:
      cursor === null ? { kind: 'latest', limit: pageSize } : { kind: 'latest', limit: pageSize, cursor },
  });
}
