import { expect, test } from 'vitest';
import { resolveUri } from './resolve-uri.ts';

test.each([
  ['http://a:1/b/c.m3u8?s=1', 'd.m4s?x=%2F', 'http://a:1/b/d.m4s?x=%2F'],
  ['http://a/b/c.m3u8', '../d/e.m4s', 'http://a/d/e.m4s'],
  ['http://a/b/c.m3u8', '../../../d', 'http://a/d'],
  ['http://a/b/c', '/d/./e', 'http://a/d/e'],
  ['http://a', 'd', 'http://a/d'],
  ['https://a/b', '//c/d', 'https://c/d'],
  ['http://a/b', 'https://c/d', 'https://c/d'],
  ['http://a/b/c?d', '?e', 'http://a/b/c?e'],
  ['/srv/x/master.m3u8', 'v0/index.m3u8', '/srv/x/v0/index.m3u8'],
  ['master.m3u8', 'v0/index.m3u8', 'v0/index.m3u8'],
  ['v0/index.m3u8', '../init.mp4', 'init.mp4'],
  ['v0/index.m3u8', '../../../x', 'x'],
])('seen from %s, %s is %s', (base, reference, address) => {
  expect(resolveUri(base, reference)).toBe(address);
});

test('agrees with the URL of the platform', () => {
  const base = 'http://h/a/b/c.m3u8';
  for (const reference of [
    'x',
    './x',
    '../x',
    '../../x',
    '/x/../y',
    'x/./y',
    'x/..',
    '.',
    '?q',
    'x?q=../a',
  ]) {
    expect(resolveUri(base, reference)).toBe(new URL(reference, base).href);
  }
});
