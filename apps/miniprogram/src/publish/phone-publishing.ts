import { createPublishing, createRetry, createUploader } from '@weireel/client';
import { api } from '../api/api.ts';
import { onReconnected } from '../api/connection.ts';
import { createListeners } from '../listeners.ts';
import { memory } from '../memory.ts';
import { newAbort } from './abort.ts';
import { phoneClock as clock } from './phone-clock.ts';
import { phoneFiles as files } from './phone-files.ts';

const changed = createListeners();
const random = Math.random;
// One file at a time, and few of its parts at once: watching goes on meanwhile, and all parts lie in memory.
const pace = { maxParallelFiles: 1, maxParallelParts: 2 };
/** Sends all files of this phone. */
export const phoneUploader = createUploader({ api, clock, random, newAbort, ...pace });
/** Repeats the calls around them. */
export const phoneRetry = createRetry({ clock, random, newAbort });

/** What is on its way from this phone. */
export const publishing = createPublishing({
  ...{ api, uploader: phoneUploader, retry: phoneRetry, newAbort, memory, files },
  onChange: changed.tell,
});

/** Calls back whenever something of it changes; gives the way to stop it. */
export const onPublishing = changed.add;

/** Tries at once what waits: the network is back, or WeChat let the mini program run again. */
export function wakeUploads(): void {
  phoneUploader.wake();
  phoneRetry.wake();
}

onReconnected(wakeUploads);

/** How much of a video's bytes this phone has sent, 0–1; null: it sends none. */
export function sentHere(videoId: string): number | null {
  const one = publishing.all().find(({ draft }) => draft.videoId === videoId);
  return one?.upload?.progress ?? null;
}
