import type { Notification } from '@weireel/contract';
import { ref, shallowRef, watch } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf, type Trouble } from '../api/trouble.ts';
import { unreadCount } from './unread.ts';

/** What the signed-in person is told, page by page; what comes while they look stands first at once. */
export function useInbox() {
  const items = shallowRef<readonly Notification[]>([]);
  const isLoaded = ref(false);
  const hasMore = ref(false);
  const trouble = ref<Trouble | null>(null);
  let cursor: string | null = null;
  let isLoading = false;

  async function load(isFirst: boolean): Promise<boolean> {
    if (isLoading) return false;
    isLoading = true;
    trouble.value = null;
    try {
      const query = isFirst || cursor === null ? {} : { cursor };
      const page = await api.call('notifications', { query });
      const known = new Set(page.items.map(({ id }) => id));
      const before = items.value.filter(({ id }) => !known.has(id));
      items.value = isFirst ? page.items : [...before, ...page.items];
      cursor = page.nextCursor;
      hasMore.value = cursor !== null;
      isLoaded.value = true;
      return page.items.length > 0;
    } catch (error) {
      trouble.value = troubleOf(error);
      return false;
    } finally {
      isLoading = false;
    }
  }

  /** Notes that all of it was read; which lines were new stays to be seen until the list is read anew. */
  async function markRead(): Promise<void> {
    try {
      unreadCount.value = (await api.call('readNotifications')).notifications;
    } catch (error) {
      trouble.value = troubleOf(error);
    }
  }

  void load(true);
  watch(unreadCount, (count, before) => {
    if (count > before) void load(true);
  });

  return {
    items,
    isLoaded,
    hasMore,
    trouble,
    markRead,
    reload: () => load(true),
    loadMore: () => load(false),
  };
}
