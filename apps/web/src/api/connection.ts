import { reactive, readonly } from 'vue';

/** Whether the server can be reached. `offline`: the device has no network. */
export type Reach = 'reached' | 'unreachable' | 'offline';

const state = reactive<{ reach: Reach }>({ reach: 'reached' });
const listeners = new Set<() => void>();
const askEveryMs = 3000;
let isAsking = false;

/** What is known about the connection; never written from outside. */
export const connection = readonly(state);

/** Calls back whenever the server is reached again; gives the way to stop it. */
export function onReconnected(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Notes that the server answered. */
export function noteReached(): void {
  if (state.reach === 'reached') return;
  state.reach = 'reached';
  for (const listener of [...listeners]) listener();
}

/** Notes that no answer came, and asks from time to time until one does. */
export function noteUnreachable(): void {
  state.reach = navigator.onLine ? 'unreachable' : 'offline';
  if (isAsking) return;
  isAsking = true;
  setTimeout(() => void askAgain(), askEveryMs);
}

/** Follows what the browser says about its network. */
export function watchNetwork(): void {
  addEventListener('offline', noteUnreachable);
  addEventListener('online', () => void ask());
  if (!navigator.onLine) noteUnreachable();
}

async function askAgain(): Promise<void> {
  await ask();
  isAsking = false;
  if (state.reach !== 'reached') noteUnreachable();
}

async function ask(): Promise<void> {
  try {
    await fetch('/healthz', { cache: 'no-store' });
    noteReached();
  } catch {
    // Still away: the next time asks again.
  }
}
