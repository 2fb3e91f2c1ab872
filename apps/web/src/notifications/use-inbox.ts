import type { Notification, Unread } from '@weireel/contract';
import { computed, watch } from 'vue';
import { api } from '../api/api.ts';
import { troubleOf } from '../api/trouble.ts';
import { useAsChannel } from '../channels/use-as-channel.ts';
import { usePages } from '../shell/use-pages.ts';
import { unreadCount } from './unread.ts';

/**
 * What the signed-in person is told, or a channel that they manage, page by page; what comes to themselves while they
 * look stands first at once.
 */
export function useInbox() {
  const as = useAsChannel(() => void pages.restart());
  const pages = usePages<Notification>(
    (query) => api.call('notifications', { query: { ...query, ...as.query.value } }),
    ({ id }) => id,
  );
  const hasUnread = computed(() =>
    as.id.value === null ? unreadCount.value > 0 : pages.items.value.some(({ isRead }) => !isRead),
  );

  /** Takes how many are left; of a channel nobody counts them. */
  function take({ notifications }: Unread): void {
    if (as.id.value === null) unreadCount.value = notifications;
  }

  /** Notes that all of it was read; which lines were new stays to be seen until the list is read anew. */
  async function markRead(): Promise<void> {
    try {
      take(await api.call('readNotifications', { query: as.query.value }));
      if (as.id.value !== null) await pages.restart();
    } catch (error) {
      pages.trouble.value = troubleOf(error);
    }
  }

  /** Notes that one line was read, as whoever opens it has. */
  async function markOneRead({ id, isRead }: Notification): Promise<void> {
    if (isRead) return;
    pages.items.value = pages.items.value.map((one) => (one.id === id ? { ...one, isRead: true } : one));
    try {
      take(await api.call('readNotification', { params: { id }, query: as.query.value }));
    } catch {
      // It stays new until they come back: what they wanted is behind it.
    }
  }

  watch(unreadCount, (count, before) => {
    if (count > before) void pages.reload();
  });

  return { pages, as, hasUnread, markRead, markOneRead };
}
