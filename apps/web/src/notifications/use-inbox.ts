import type { Notification } from '@weireel/contract';
import { watch } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf } from '../api/trouble.ts';
import { usePages } from '../shell/use-pages.ts';
import { unreadCount } from './unread.ts';

/** What the signed-in person is told, page by page; what comes while they look stands first at once. */
export function useInbox() {
  const pages = usePages<Notification>(
    (query) => api.call('notifications', { query }),
    ({ id }) => id,
  );

  /** Notes that all of it was read; which lines were new stays to be seen until the list is read anew. */
  async function markRead(): Promise<void> {
    try {
      unreadCount.value = (await api.call('readNotifications')).notifications;
    } catch (error) {
      pages.trouble.value = troubleOf(error);
    }
  }

  /** Notes that one line was read, as whoever opens it has. */
  async function markOneRead({ id, isRead }: Notification): Promise<void> {
    if (isRead) return;
    pages.items.value = pages.items.value.map((one) => (one.id === id ? { ...one, isRead: true } : one));
    try {
      unreadCount.value = (await api.call('readNotification', { params: { id } })).notifications;
    } catch {
      // It stays new until they come back: what they wanted is behind it.
    }
  }

  watch(unreadCount, (count, before) => {
    if (count > before) void pages.reload();
  });

  return { pages, markRead, markOneRead };
}
