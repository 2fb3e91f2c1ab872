import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { firstWords } from './zh-cn/first-words.ts';
import { zhCn } from './zh-cn.ts';
import { readRepository } from '../../../../scripts/check/repository.ts';
import { valueEdges } from '../../../../scripts/check/value-edges.ts';

const source = 'apps/web/src/';
const laterWords = `${source}language/with-later-words.ts`;
const files = readRepository(fileURLToPath(new URL('../../../..', import.meta.url))).filter(({ path }) =>
  path.startsWith(source),
);
// Only what comes together: a page that is opened later is no part of what opens it.
const edges = valueEdges(
  files.map(({ path, text }) => ({ path, text: text.replaceAll(/\bimport\(/g, 'later(') })),
);
const textOf = new Map(files.map(({ path, text }) => [path, text]));

/** A file and all that comes with it. */
function withAll(path: string): string[] {
  const found = new Set([path]);
  for (const each of found) for (const target of edges.get(each) ?? []) found.add(target);
  return [...found].filter((each) => textOf.has(each));
}

/** Message keys, or beginnings of keys, that a file writes out, among the nouns that messages have. */
function keysIn(path: string): string[] {
  const nouns = Object.keys(zhCn).join('|');
  const keys = new RegExp(`\\bt\\(\\s*['\`]((?:${nouns})\\b[\\w.]*)`, 'g');
  return [...(textOf.get(path) ?? '').matchAll(keys)].map(([, key = '']) => key.replace(/\.$/, ''));
}

const resolve = (messages: object, key: string): unknown =>
  // As: a key that leads nowhere ends at undefined.
  key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], messages);

test('what comes with the first bytes says only what its words have', () => {
  const first = withAll(`${source}main.ts`);
  expect(first).not.toContain(laterWords);
  const said = first.flatMap((path) => keysIn(path).map((key) => `${path}: ${key}`));
  expect(said.length).toBeGreaterThan(40);
  expect(said.filter((line) => resolve(firstWords, line.split(': ')[1] ?? '') === undefined)).toEqual([]);
});

test('a page that says more brings the words', () => {
  const router = textOf.get(`${source}router.ts`) ?? '';
  const pages = [...router.matchAll(/import\('\.\/([^']+)'\)/g)].map(([, path = '']) => source + path);
  expect(pages.length).toBeGreaterThan(5);
  for (const page of pages) {
    const reached = withAll(page);
    const more = reached.flatMap(keysIn).filter((key) => resolve(firstWords, key) === undefined);
    if (more.length > 0) expect(reached, `${page} says ${more.join(', ')}`).toContain(laterWords);
    expect(
      more.filter((key) => resolve(zhCn, key) === undefined),
      page,
    ).toEqual([]);
  }
});
