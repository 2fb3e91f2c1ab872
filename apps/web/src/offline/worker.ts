// The worker that keeps the client at hand when the network is away. The server puts one line before this code, which
// names the build; see `apps/server/src/web/offline-worker.ts` for what it says when offline use is switched off.
//
// It keeps what is the same for everybody and never changes under its name: one page that starts the client, and the
// code of its build. It answers for nothing else: calls, media and whatever is somebody's own pass it by.
import { cachePrefix, kindOfRequest } from './kind-of-request.ts';

/** What of a worker's world the types of pages leave out (Service Workers, W3C). */
interface WorkerScope {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
}
interface LifeEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends LifeEvent {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}

/** The build whose worker this is. */
interface Build {
  /** Changes with every file of it. */
  version: string;
  /** The page that starts it, whatever its address. */
  shellUrl: string;
  /** Files without which it does not start. */
  files: string[];
}

// As: this runs as a service worker and nowhere else, behind the line that the server writes.
const worker = self as unknown as WorkerScope & { build: Build };
const { build } = worker;
const cacheName = cachePrefix + build.version;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  switch (kindOfRequest(request, worker.location.origin)) {
    case 'code':
      return event.respondWith(answerCode(request));
    case 'file':
      return event.respondWith(answerFile(request));
    case 'page':
      return event.respondWith(answerPage(event));
    case 'other':
  }
});

/** All of a build or nothing: the browser tries again later, and meanwhile the former worker goes on. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  try {
    await Promise.all([build.shellUrl, ...build.files].map((url) => keep(cache, url)));
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
  await worker.skipWaiting();
}

async function keep(cache: Cache, url: string): Promise<void> {
  // Files of a build are the same under their names for ever, so the browser's own store serves as well.
  const answer = await fetch(url, { credentials: 'omit', redirect: 'error' });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  await cache.put(url, answer);
}

/**
 * Takes over pages that are open. They go on with what they have, and the build before this one stays, for parts of it
 * that they ask for later; what is older goes.
 */
async function activate(): Promise<void> {
  const kept = (await caches.keys()).filter((name) => name.startsWith(cachePrefix) && name !== cacheName);
  await Promise.all(kept.slice(0, -1).map((name) => caches.delete(name)));
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
}

/** Code whose name says what is in it: the first that is found, of whatever build. */
async function answerCode(request: Request): Promise<Response> {
  const known = await caches.match(request.url);
  if (known !== undefined) return known;
  const answer = await fetch(request);
  const type = answer.headers.get('content-type') ?? '';
  if (answer.ok && /javascript|css|image|font/.test(type)) {
    const copy = answer.clone();
    // A full disk is no reason not to go on.
    void caches
      .open(cacheName)
      .then((cache) => cache.put(request.url, copy))
      .catch(() => {});
  }
  return answer;
}

/** Pictures and settings of the client itself, which change under their names. */
async function answerFile(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const known = await caches.match(new URL(request.url).pathname);
    if (known !== undefined) return known;
    throw error;
  }
}

/** The server's own page wherever it answers, so that what starts is what it serves now; else the page kept here. */
async function answerPage(event: RequestEvent): Promise<Response> {
  let answer: Response;
  try {
    answer = (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (error) {
    const shell = await (await caches.open(cacheName)).match(build.shellUrl);
    if (shell !== undefined) return shell;
    throw error;
  }
  event.waitUntil(endWhenForsaken());
  return answer;
}

/**
 * Ends this worker when the server is there and knows none: an older version was put back, or something else lives at
 * this address now. The browser alone would keep it for ever.
 */
async function endWhenForsaken(): Promise<void> {
  const answer = await fetch('/sw.js', { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  if (answer === null || answer.status >= 500) return;
  const isThere = answer.ok && (answer.headers.get('content-type') ?? '').includes('javascript');
  if (isThere) return;
  await worker.registration.unregister();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(cachePrefix)).map((name) => caches.delete(name)));
}
