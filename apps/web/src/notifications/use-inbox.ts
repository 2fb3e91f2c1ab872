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

  /** Notes that one line was read, because it was opened. */
  async function markOpened({ id, isRead }: Notification): Promise<void> {
    if (isRead) return;
    try {
      unreadCount.value = (await api.call('readNotification', { params: { id } })).notifications;
    } catch {
      // It stays unread.
    }
  }

  watch(unreadCount, (count, before) => {
    if (count > before) void pages.reload();
  });

  return { pages, markRead, markOpened };
}
