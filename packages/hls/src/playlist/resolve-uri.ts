/**
 * The URI that a reference in a file means (RFC 3986 section 5.2). The base may be an address, an absolute path or a
 * relative path; dots are taken out and never lead above the root.
 */
export function resolveUri(base: string, reference: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(base)?.[0] ?? '';
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference)) return reference;
  if (reference.startsWith('//')) return scheme + reference;
  const [, root = '', rest = ''] = /^((?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/?#]*)?)([^#]*)/i.exec(base) ?? [];
  const basePath = rest.replace(/\?.*$/s, '');
  if (reference === '' || reference.startsWith('#')) return root + rest;
  if (reference.startsWith('?')) return root + basePath + reference;
  const [, path = '', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(reference) ?? [];
  const joined = path.startsWith('/') ? path : basePath.slice(0, basePath.lastIndexOf('/') + 1) + path;
  const needsSlash = root.includes('//') && !joined.startsWith('/');
  return root + withoutDots(needsSlash ? `/${joined}` : joined) + query;
}

function withoutDots(path: string): string {
  const kept: string[] = [];
  const steps = path.split('/');
  const isFolder = ['.', '..'].includes(steps.at(-1) ?? '');
  for (const step of steps) {
    if (step === '.') continue;
    if (step !== '..') kept.push(step);
    else if (kept.length > 1 || (kept.length === 1 && kept[0] !== '')) kept.pop();
  }
  return kept.join('/') + (isFolder ? '/' : '');
}
