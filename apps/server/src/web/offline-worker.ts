import { weakTag } from '../http/weak-tag.ts';
import { clientEntry, filesBehind } from './code-preloads.ts';
import type { WebClient } from './web-client.ts';

/** Where browsers ask for the worker that keeps the client at hand. */
export const workerPath = '/sw.js';

/** The worker of a build. */
export interface OfflineWorker {
  /** Its code. */
  script: string;
  /** Where it finds the page that starts the client, of this very build; null: it asks for none. */
  shellPath: string | null;
}

/** Parts of the client without which it does not start, for all who read it. */
const startingModules = [clientEntry, /\/language\/en\.ts$/];

/** Files beside its code that its page names. */
const startingFiles = ['/icon.svg', '/favicon.ico', '/manifest.webmanifest', '/apple-touch-icon.png'];

/**
 * Ends the worker that a browser has, with all that it keeps: browsers ask for this file whenever a page is opened,
 * and take the newest. Pages that are open go on.
 */
const endingScript = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  const end = async () => {
    await self.registration.unregister();
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith('weireel-')).map((name) => caches.delete(name)));
  };
  event.waitUntil(end());
});
`;

/**
 * The worker for what is served: its code as it was built, behind a line that names the build, so that browsers take
 * a new one with every new build.
 *
 * @param isWanted whether browsers are to keep the client; else what they have kept is ended
 */
export function offlineWorker(client: WebClient, isWanted: boolean): OfflineWorker {
  const code = client.files.get(`/${client.chunks['src/offline/worker.ts']?.file}`);
  if (!isWanted || code === undefined) return { script: endingScript, shellPath: null };
  const files = [...filesBehind(client.chunks, startingModules), ...startingFiles].filter((path) =>
    client.files.has(path),
  );
  // The page names the first code, and that names all other.
  const version = weakTag(client.page + files.map((path) => client.files.get(path)?.etag).join()).slice(
    3,
    -1,
  );
  const shellPath = `/shell/${version}`;
  const build = JSON.stringify({ version, shellUrl: shellPath, files });
  return { script: `self.build = ${build};\n${code.bytes.toString()}`, shellPath };
}
