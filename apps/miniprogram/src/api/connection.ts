import { createListeners } from '../listeners.ts';
import { serverUrl } from '../server-url.ts';

/** Whether the server can be reached. `offline`: the phone has no network. */
export type Reach = 'reached' | 'unreachable' | 'offline';

const probeEveryMs = 3000;
const changed = createListeners();
const returned = createListeners();
let reach: Reach = 'reached';
let hasNetwork = true;
let isProbing = false;

/** What is known about the connection. */
export const reachNow = (): Reach => reach;

/** Calls back whenever that changes; gives the way to stop it. */
export const onReach = changed.add;

/** Calls back whenever the server is reached again; gives the way to stop it. */
export const onReconnected = returned.add;

/** Notes that the server answered. */
export function noteReached(): void {
  if (reach === 'reached') return;
  become('reached');
  returned.tell();
}

/** Notes that no answer came, and asks from time to time until one does. */
export function noteUnreachable(): void {
  become(hasNetwork ? 'unreachable' : 'offline');
  if (isProbing) return;
  isProbing = true;
  setTimeout(probe, probeEveryMs);
}

/** Follows what the phone says about its network. */
export function watchNetwork(): void {
  wx.onNetworkStatusChange(({ isConnected }) => {
    hasNetwork = isConnected;
    if (isConnected) ask(() => {});
    else noteUnreachable();
  });
  wx.getNetworkType({
    success({ networkType }) {
      hasNetwork = networkType !== 'none';
      if (!hasNetwork) noteUnreachable();
    },
  });
}

function become(next: Reach): void {
  if (next === reach) return;
  reach = next;
  changed.tell();
}

function probe(): void {
  ask(() => {
    isProbing = false;
    if (reach !== 'reached') noteUnreachable();
  });
}

function ask(then: () => void): void {
  wx.request({
    url: `${serverUrl}/healthz`,
    success: noteReached,
    complete: then,
  });
}
