import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { longFiles, rankOf } from './longest-first.ts';

test('every file of the list is there, once', () => {
  expect(longFiles.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
  expect(new Set(longFiles).size).toBe(longFiles.length);
});

test('listed files start before tests of the system, and those before units', () => {
  const paths = [
    'packages/hls/src/mp4/box.test.ts',
    'test/web/web-pages.test.ts',
    longFiles[1],
    longFiles[0],
  ];
  expect(paths.map((path = '') => rankOf(path))).toEqual([longFiles.length + 1, longFiles.length, 1, 0]);
});
