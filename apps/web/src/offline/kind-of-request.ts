/** What names of our caches begin with. */
export const cachePrefix = 'weireel-';

/** What the offline worker does with a request: `other` passes it by. */
export type RequestKind = 'code' | 'file' | 'page' | 'other';

/** Files of the client beside its code, all the same for everybody. */
const files = /^\/(?:manifest\.webmanifest|favicon\.ico|icon[\w-]*\.(?:svg|png)|apple-touch-icon\.png)$/;

/** What is no page of the client's, though browsers open it like one: calls, media, frames, links that lead on. */
const notPages = /^\/(?:api|media|embed|s|healthz|readyz|oembed)(?:\/|$)|\.[a-z0-9]+$/i;

/** Says what a request is for. Only reads of this origin are anything but `other`. */
export function kindOfRequest(
  request: { method: string; mode: string; url: string },
  origin: string,
): RequestKind {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin) return 'other';
  if (request.mode === 'navigate') return notPages.test(url.pathname) ? 'other' : 'page';
  if (url.pathname.startsWith('/assets/')) return 'code';
  return files.test(url.pathname) ? 'file' : 'other';
}
