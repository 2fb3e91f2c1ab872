import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { personPassword, publish, register, waitForVideo, type Person } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { makePhoneClip } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { lookWithAxe } from './look-with-axe.ts';

const undo = undoAfterAll();
const folder = await mkdtemp(join(tmpdir(), 'weireel-danmaku-'));
undo(() => rm(folder, { recursive: true, force: true }));
let server: RunningServer;
let browser: Browser;
let author: Person;
let visitor: Person;
let videoId: string;

beforeAll(async () => {
  server = await testServer(undo);
  [author, visitor] = await Promise.all([register(server.url, 'Author'), register(server.url, 'Visitor')]);
  ({ videoId } = await publish(author, { file: await makePhoneClip(folder), title: 'The sea' }));
  await waitForVideo(author.api, videoId, ({ state }) => state === 'ready');
  browser = await startBrowser();
  undo(() => browser.close());
});

async function watch(
  person: Person | null,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    locale: 'en',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  if (person !== null) {
    const data = { account: person.account, password: personPassword };
    await context.request.post(`${server.url}/api/v1/auth/login`, { data });
  }
  const page = await context.newPage();
  await page.goto(`${server.url}/watch/${videoId}`);
  await page.locator('.layer').waitFor({ state: 'attached' });
  return { page, context };
}

/** What is over the picture: its words, and whether they move. */
const shown = (page: Page): Promise<{ text: string; state: string }[]> =>
  page.evaluate(`[...document.querySelectorAll('.layer .danmaku')].map((element) => ({
    text: element.textContent, state: element.getAnimations()[0]?.playState }))`);

/** Stops the picture, at a moment in seconds where one is said. */
const stop = (page: Page, seconds?: number): Promise<unknown> =>
  page.evaluate(`(() => {
    const video = document.querySelector('video');
    video.pause();
    ${seconds === undefined ? '' : `video.currentTime = ${seconds};`}
  })()`);

test('what one says at a moment crosses the picture of who watches, pauses with it, and is text', async () => {
  const nasty = '<img src=x onerror="document.title=1">';
  const [one, other] = [await watch(visitor), await watch(null)];
  await stop(other.page);
  const field = one.page.getByRole('textbox', { name: 'Say something right here' });
  await field.fill(nasty);
  await one.page.getByRole('button', { name: 'Style of danmaku' }).click();
  await one.page.getByRole('radio', { name: 'Pink' }).check({ force: true });
  await one.page.keyboard.press('Escape');
  await stop(one.page, 0.5);
  await field.press('Enter');
  await one.page.locator('.layer .danmaku', { hasText: nasty }).waitFor({ state: 'attached' });
  await expect.poll(() => shown(one.page)).toMatchObject([{ text: nasty, state: 'paused' }]);
  // The other hears of it, and it crosses when the picture comes to its moment.
  await other.page.getByText('List of danmaku (1)').click();
  await other.page.getByRole('list', { name: 'Danmaku' }).getByText(nasty).waitFor();
  await other.page.getByRole('button', { name: 'Go to 0:00' }).click();
  await other.page.evaluate(`document.querySelector('video').play()`);
  await expect.poll(async () => (await shown(other.page)).map(({ state }) => state)).toEqual(['running']);
  await stop(other.page);
  await expect.poll(async () => (await shown(other.page)).map(({ state }) => state)).toEqual(['paused']);
  await expect.poll(() => one.page.title()).toContain('The sea');

  await one.page.getByRole('switch', { name: 'Danmaku' }).click();
  await one.page.locator('.layer').waitFor({ state: 'detached' });
  await one.page.reload();
  const toggle = one.page.getByRole('switch', { name: 'Danmaku' });
  await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('false');
  expect(await lookWithAxe(one.page)).toEqual([]);
  await toggle.click();
  await one.page.getByText('List of danmaku (1)').click();
  await one.page.getByRole('button', { name: /^Delete “/ }).click();
  await other.page.getByText('List of danmaku (0)').waitFor();
  await expect.poll(() => shown(other.page)).toEqual([]);
  await one.context.close();
  await other.context.close();
});

test('where nothing may move, what would cross stands; on a phone one writes below the picture', async () => {
  await author.api.call('createDanmaku', { params: { id: videoId }, body: { atMs: 0, body: 'Still' } });
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { page, context } = await watch(visitor, { ...phone, reducedMotion: 'reduce' });
  await stop(page, 0.2);
  await page.locator('.layer .danmaku', { hasText: 'Still' }).waitFor({ state: 'attached' });
  const moves = () =>
    page.evaluate(`[...document.querySelectorAll('.layer .danmaku')].map((element) => element.getAnimations()
      .flatMap(({ effect }) => effect.getKeyframes()).some(({ transform }) => transform))`);
  await expect.poll(moves).toEqual([false]);
  const [picture, field] = await Promise.all([
    page.locator('video').boundingBox(),
    page.getByRole('textbox', { name: 'Say something right here' }).boundingBox(),
  ]);
  expect(field?.y).toBeGreaterThanOrEqual((picture?.y ?? 0) + (picture?.height ?? 0));
  expect(await lookWithAxe(page)).toEqual([]);
  await context.close();
});

test('the sheet of sharing has a short link that leads to the video, and a code to scan', async () => {
  const { page, context } = await watch(null);
  await page.getByRole('button', { name: /^Share; / }).click();
  const sheet = page.getByRole('dialog', { name: 'Share this video' });
  const link = sheet.getByRole('textbox', { name: 'Link to the video' });
  await expect.poll(() => link.inputValue()).toMatch(/\/s\/[0-9A-Za-z]{10}$/);
  const isDrawn = () => page.evaluate(`document.querySelector('dialog img')?.naturalWidth > 0`);
  await expect.poll(isDrawn).toBe(true);
  expect(await lookWithAxe(page)).toEqual([]);
  // The server of a test learns its port too late to name it.
  await page.goto(server.url + new URL(await link.inputValue()).pathname);
  expect(new URL(page.url()).pathname).toBe(`/watch/${videoId}`);
  await page.goto(`${server.url}/s/abcdefghij`);
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  await context.close();
});
