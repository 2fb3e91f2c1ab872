import { createRetry, createUploader, isSettled, type HashBytes } from '@weireel/client';
import { api } from '../api/api.ts';
import { browserClock as clock, newAbort } from '../api/browser-clock.ts';
import { onReconnected } from '../api/connection.ts';
import { uploadActivity } from './activity.ts';

const random = () => Math.random();

const sha256: HashBytes = async (bytes) => {
  // Bytes in a browser never lie in shared memory, which alone the type would also allow.
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** The upload engine of this page; it goes on while the person looks at other pages. */
export const uploader = createUploader({
  api,
  clock,
  random,
  newAbort,
  // Browsers hide their hashes from pages on plain http.
  ...('subtle' in crypto && { sha256 }),
});

/** Repeats calls around uploads as untilAnswered as the engine repeats its own. */
export const retry = createRetry({ clock, random, newAbort });

onReconnected(() => {
  uploader.wake();
  retry.wake();
});

// Whatever a file is sent for, leaving the page would stop it.
uploader.subscribe((all) => {
  const active = all.filter(({ state }) => !isSettled(state));
  uploadActivity.active = active.length;
  const sizeBytes = active.reduce((sum, one) => sum + one.sizeBytes, 0);
  const doneBytes = active.reduce((sum, one) => sum + one.progress * one.sizeBytes, 0);
  uploadActivity.progress = sizeBytes === 0 ? 0 : doneBytes / sizeBytes;
});

addEventListener('beforeunload', (event) => {
  if (uploadActivity.active > 0) event.preventDefault();
});
