import { mergePage, removeVideo, upsertVideo } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { onMyVideo } from '../news/my-news.ts';
import { useSession } from '../session/session.ts';

const pageSize = 20;
// What the server gives at once.
const mostPerPage = 100;

/**
 * My videos, or those of a channel that I manage, newest first, kept fresh by the server's events.
 *
 * @param as the channel; null: my own
 */
export function useMyVideos(as: Ref<string | null>) {
  const session = useSession();
  const videos = shallowRef<readonly Video[]>([]);
  const cursor = ref<string | null>(null);
  const isLoaded = ref(false);
  const isLoading = ref(false);
  const trouble = ref<Trouble | null>(null);
  // What the stream said while a page was on its way is newer than that page.
  const toldMeanwhile = new Map<string, Video | null>();

  const stopEvents = onMyVideo({
    changed: put,
    deleted: drop,
    opened: () => void refresh(),
  });
  const stopReconnect = onReconnected(() => {
    if (trouble.value !== null) void loadFirst();
  });
  onBeforeUnmount(() => {
    stopEvents();
    stopReconnect();
  });

  /** Shows those of another author. */
  async function startAnew(): Promise<void> {
    videos.value = [];
    cursor.value = null;
    isLoaded.value = false;
    trouble.value = null;
    await loadFirst();
  }
  watch(as, () => void startAnew());

  async function loadFirst(): Promise<void> {
    await load(null);
  }

  /** Asks again for all that is shown: something may have been missed, and nobody is to lose their place. */
  async function refresh(): Promise<void> {
    await load(null, Math.min(mostPerPage, Math.max(pageSize, videos.value.length)));
  }

  /** Adds a page; gives whether one came. */
  async function loadMore(): Promise<boolean> {
    if (cursor.value === null || isLoading.value) return false;
    await load(cursor.value);
    return trouble.value === null;
  }

  async function load(from: string | null, limit = pageSize): Promise<void> {
    if (isLoading.value) return;
    const author = as.value;
    isLoading.value = true;
    trouble.value = null;
    toldMeanwhile.clear();
    try {
      const place = from === null ? { limit } : { limit, cursor: from };
      const query = author === null ? place : { ...place, as: author };
      const page = await api.call('myVideos', { query });
      if (as.value !== author) return;
      const before = from === null ? [] : videos.value;
      videos.value = mergePage(before, page.items, toldMeanwhile);
      cursor.value = page.nextCursor;
      isLoaded.value = true;
    } catch (error) {
      if (as.value === author) trouble.value = troubleOf(error);
    } finally {
      isLoading.value = false;
    }
    if (as.value !== author) await startAnew();
  }

  /** A video is as given now. The stream tells of all that is mine to manage, also of what is another author's by now. */
  function put(video: Video): void {
    if (video.author.id !== (as.value ?? session.me?.id)) return drop(video.id);
    toldMeanwhile.set(video.id, video);
    videos.value = upsertVideo(videos.value, video, cursor.value === null);
  }

  function drop(id: string): void {
    toldMeanwhile.set(id, null);
    videos.value = removeVideo(videos.value, id);
  }

  void loadFirst();
  const hasMore = computed(() => cursor.value !== null);
  return { videos, isLoaded, isLoading, trouble, hasMore, loadFirst, loadMore, put, drop };
}
