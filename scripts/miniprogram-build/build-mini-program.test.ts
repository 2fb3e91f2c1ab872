import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMiniProgram, filesBelow, type BuiltMiniProgram } from './build-mini-program.ts';

let folder: string;
let built: BuiltMiniProgram;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-mini-program-'));
  built = await buildMiniProgram({ folder, serverUrl: 'https://video.example.org', appId: 'wx0' });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What a browser or Node has and a mini program has not, or only the newest phones have. */
const absent =
  /\b(?:fetch|XMLHttpRequest|localStorage|AbortController|TextEncoder|TextDecoder|structuredClone)\(|\bnew (?:URL|URLSearchParams|AbortController)\b|\.(?:toSorted|toReversed|toSpliced|findLast|groupBy|withResolvers)\(/;

test('the scripts ask for nothing that a mini program does not have', async () => {
  for (const path of await filesBelow(folder)) {
    if (!path.endsWith('.js')) continue;
    expect([path, absent.exec(await readFile(join(folder, path), 'utf8'))?.[0]]).toEqual([path, undefined]);
  }
});

test('the packages are far below what WeChat takes, and have no sources in them', async () => {
  expect(built.packageBytes).toBeLessThan(700 * 1024);
  expect(built.laterBytes['studio']).toBeLessThan(400 * 1024);
  const paths = await filesBelow(folder);
  expect(paths.filter((path) => !/\.(?:js|json|wxml|wxss|svg)$/.test(path))).toEqual([]);
});

test('each page and component has its four files, and each page is announced', async () => {
  // As: our own file.
  const app = JSON.parse(await readFile(join(folder, 'app.json'), 'utf8')) as {
    pages: string[];
    subPackages: { root: string; pages: string[] }[];
  };
  const later = app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`));
  const isPage = async (view: string) =>
    !('component' in (JSON.parse(await readFile(join(folder, `${view}.json`), 'utf8')) as object)); // as: our own
  const pages: string[] = [];
  for (const view of built.views) if (await isPage(view)) pages.push(view);
  expect(pages).toEqual([...app.pages, ...later].toSorted());
  for (const view of built.views) {
    const names = await readdir(join(folder, view, '..'));
    const stem = view.split('/').at(-1) ?? '';
    expect(names.filter((name) => name.startsWith(`${stem}.`)).length).toBe(4);
  }
});

test('what is loaded first asks for nothing that is loaded later', async () => {
  const needs = /require\(['"]([^'"]+)['"]\)/g;
  for (const path of await filesBelow(folder)) {
    if (!path.endsWith('.js') || path.startsWith('studio/')) continue;
    const text = await readFile(join(folder, path), 'utf8');
    const found = [...text.matchAll(needs)].map(([, name = '']) => join(dirname(path), name));
    expect([path, found.filter((name) => name.startsWith('studio/'))]).toEqual([path, []]);
  }
});

test('it knows its server and its name', async () => {
  const scripts = (await filesBelow(folder)).filter((path) => path.endsWith('.js'));
  const texts = await Promise.all(scripts.map((path) => readFile(join(folder, path), 'utf8')));
  expect(texts.some((text) => text.includes('https://video.example.org'))).toBe(true);
  expect(await readFile(join(folder, 'project.config.json'), 'utf8')).toContain('"appid": "wx0"');
});
