import { routes, type Route } from '@weireel/contract';

/** Methods that the API has at an address; empty when there is nothing at all. */
export function allowedMethods(url: string): string[] {
  const path = /^\/api\/v1(\/[^?]*?)\/?(?:\?|$)/.exec(url)?.[1];
  if (path === undefined) return [];
  const found = all.flatMap(({ method, pattern }) => (pattern.test(path) ? [method] : []));
  return found.includes('GET') ? ['HEAD', ...found] : found;
}

const all = [
  ...Object.values<Pick<Route, 'method' | 'path'>>(routes),
  // Not in the table of calls, because its answer never ends.
  { method: 'GET', path: '/me/events' },
].map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }));
