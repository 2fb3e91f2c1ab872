/** Where to go after signing in: a path of this site, never another site's address. */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])/.test(wanted)) return '/';
  return wanted.startsWith('/login') || wanted.startsWith('/register') ? '/' : wanted;
}
