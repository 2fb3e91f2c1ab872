import { api } from '../api/api.ts';
import { onSession, tokenNow } from '../api/session.ts';
import { createListeners } from '../listeners.ts';

const changed = createListeners();
let unread = 0;

/** How many notices are not read, as far as it is known. */
export const unreadNow = (): number => unread;

/** Calls back whenever that changes; gives the way to stop it. */
export const onUnread = changed.add;

/** Notes how many there are. */
export function noteUnread(count: number): void {
  if (count === unread) return;
  unread = count;
  changed.tell();
}

/** Asks how many there are, for whom is signed in; a stranger is told nothing. */
export async function askUnread(): Promise<void> {
  if (tokenNow() === null) return noteUnread(0);
  try {
    noteUnread((await api.call('me')).unread.notifications);
  } catch {
    // The count is that of the last look.
  }
}

onSession(() => void askUnread());
