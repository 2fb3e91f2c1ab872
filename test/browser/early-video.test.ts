import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { publish, register, waitForVideo, type Person } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
const [server, browser] = await Promise.all([testServer(undo), startBrowser()]);
undo(() => browser.close());
const firstCode = /\/assets\/first-[^/]*\.js$/;
const shown = `document.querySelector('.slot:not([inert]) video')`;

let author: Person;
let ids: { older: string; newer: string };
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  author = await register(server.url);
  const file = await makeClip(join(folder, 'tall.mp4'), {
    picture: 'testsrc2=s=320x568:r=30:d=4',
    encoding: phoneEncoding,
  });
  const make = async (title: string) => {
    const { videoId } = await publish(author, { file, title });
    await waitForVideo(author.api, videoId, ({ playback }) => playback?.mp4Url != null);
    return videoId;
  };
  ids = { older: await make('The older one'), newer: await make('The newer one') };
});

afterEach(() => context.close());

/** Opens the feed on a phone whose code does not come until `letGo`. */
async function openWithoutCode(path = '/', memory: Record<string, string> = {}) {
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
  page = await context.newPage();
  await page.addInitScript(`Object.assign(localStorage, ${JSON.stringify(memory)});
    document.addEventListener('emptied', ({ target }) => (target.hasBegunAnew = true), true)`);
  const line = Promise.withResolvers<void>();
  await page.route(firstCode, async (route) => {
    await line.promise;
    await route.continue();
  });
  await page.goto(server.url + path, { waitUntil: 'commit' });
  return { letGo: line.resolve };
}

const position = () => page.evaluate<number>(`document.querySelector('video')?.currentTime ?? 0`);
const shownTitle = () => page.locator('.slot:not([inert]) h2').textContent();
const isPlaying = () => page.evaluate(`${shown} !== null && ${shown}.currentTime > 0 && !${shown}.paused`);

test('the first video plays before the code is here, which goes on with it where it is', async () => {
  const asked: string[] = [];
  const { letGo } = await openWithoutCode();
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await expect.poll(position).toBeGreaterThan(0.2);
  expect(await page.locator('#app > *').count()).toBe(0);
  await page.evaluate(`window.before = document.querySelector('video')`);
  letGo();
  await expect.poll(shownTitle).toBe('The newer one');
  await expect.poll(() => page.locator('.picture.shown').count()).toBe(1);
  // The same element plays on, and nothing was loaded anew for it.
  expect(await page.evaluate(`before === ${shown}`)).toBe(true);
  await expect.poll(isPlaying).toBe(true);
  const at = await position();
  await expect.poll(position).not.toBe(at);
  expect(await page.evaluate('before.hasBegunAnew')).toBeUndefined();
  const { playback } = await author.api.call('video', { params: { id: ids.newer } });
  expect(asked).not.toContain(playback?.hlsUrl);
  // A tap stops it, and the next video comes as ever.
  await page.locator('.slot:not([inert]) .picture').click();
  await expect.poll(() => page.evaluate('before.paused')).toBe(true);
  await page.keyboard.press('ArrowDown');
  await expect.poll(shownTitle).toBe('The older one');
  await expect.poll(isPlaying).toBe(true);
  expect(await page.locator('.early-video').count()).toBe(0);
});

test('a link to a video begins with that one', async () => {
  const { letGo } = await openWithoutCode(`/?v=${ids.older}`);
  await expect.poll(position).toBeGreaterThan(0.2);
  await page.evaluate(`window.before = document.querySelector('video')`);
  letGo();
  await expect.poll(shownTitle).toBe('The older one');
  expect(await page.evaluate(`before === ${shown}`)).toBe(true);
});

test.each([
  ['somebody who was signed in', { 'weireel.signed-in': 'yes' }],
  ['who watches another feed', { 'weireel.feed': 'hot' }],
])('nothing plays early to %s', async (_who, memory) => {
  const { letGo } = await openWithoutCode('/', memory);
  await page.locator('#app').waitFor({ state: 'attached' });
  expect(await page.locator('video').count()).toBe(0);
  letGo();
  await expect.poll(shownTitle).toBe('The newer one');
  await expect.poll(isPlaying).toBe(true);
});

test('what plays early and is not in the feed any more ends', async () => {
  const { letGo } = await openWithoutCode();
  await page.route('**/api/v1/feed*', async (route) => {
    const answer = await route.fetch();
    // As: what the server answers.
    const list = (await answer.json()) as { items: { id: string }[] };
    await route.fulfill({ json: { ...list, items: list.items.filter(({ id }) => id !== ids.newer) } });
  });
  await expect.poll(position).toBeGreaterThan(0);
  letGo();
  await expect.poll(shownTitle).toBe('The older one');
  await page.locator('.early-video').waitFor({ state: 'detached' });
  await expect.poll(isPlaying).toBe(true);
});

test('a file that comes too slowly is left for the stream', async () => {
  const { letGo } = await openWithoutCode();
  await expect.poll(position).toBeGreaterThan(0.2);
  letGo();
  await expect.poll(() => page.locator('.picture.shown').count()).toBe(1);
  // The browser tells that the file has run dry, again and again: where it begins anew, it plays for a moment.
  await expect
    .poll(() => page.evaluate(`${shown}.dispatchEvent(new Event('waiting')), ${shown}.src`))
    .toMatch(/^blob:/);
  await expect.poll(isPlaying).toBe(true);
});
