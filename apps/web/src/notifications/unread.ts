import { ref, watch } from 'vue';
import { lazily } from '../shell/load-code.ts';
import { useSession } from '../session/session.ts';

/** How many notices the signed-in person has not read. */
export const unreadCount = ref(0);

// The stream comes when somebody is signed in; watching needs none.
const loadStream = lazily(() => import('../news/my-news.ts'), false);

/** Keeps the count true for whoever is signed in. */
export function followUnread(): void {
  const session = useSession();
  let stop = (): void => {};
  let turn = 0;
  watch(
    () => session.me?.id,
    async (id) => {
      stop();
      stop = () => {};
      const mine = (turn += 1);
      unreadCount.value = session.me?.unread.notifications ?? 0;
      if (id === undefined) return;
      try {
        const { onUnread, reopenMyEvents } = await loadStream();
        if (mine !== turn) return;
        // Whoever was followed before was somebody else.
        reopenMyEvents();
        stop = onUnread((count) => (unreadCount.value = count));
      } catch {
        // Without the stream the count is that of the last look.
      }
    },
    { immediate: true },
  );
}
