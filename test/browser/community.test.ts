import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { apiOf, personPassword, publish, register, waitForVideo, type Person } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { makePhoneClip } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { lookWithAxe } from './look-with-axe.ts';

const undo = undoAfterAll();
const folder = await mkdtemp(join(tmpdir(), 'weireel-community-'));
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
  await waitForVideo(author.api, videoId, ({ playable }) => playable);
  browser = await startBrowser();
  undo(() => browser.close());
});

test('a visitor who presses like signs in, comes back, and presses; comments, answers and deletes', async () => {
  const page = await browser.newPage({ locale: 'en', viewport: { width: 1280, height: 800 } });
  await page.goto(`${server.url}/`);
  await page.getByRole('button', { name: /^Like; / }).click();
  await page.getByLabel('Account').fill(visitor.account);
  await page.getByLabel('Password').fill(personPassword);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  const like = page.getByRole('button', { name: /^Like; / });
  await like.click();
  await expect.poll(async () => (await look()).counts.likes).toBe(1);
  await expect.poll(() => like.getAttribute('aria-pressed')).toBe('true');

  await page.getByRole('button', { name: /^Comments: 0/ }).click();
  const talk = page.getByRole('dialog', { name: 'Comments' });
  const nasty = '<img src=x onerror="document.title=1"> hello';
  await talk.getByRole('textbox').fill(nasty);
  await talk.getByRole('button', { name: 'Send' }).click();
  await talk.getByText(nasty).waitFor();
  await talk.getByRole('button', { name: 'Reply' }).click();
  await page.keyboard.type('And an answer');
  await page.keyboard.press('Enter');
  await talk.getByText('And an answer').waitFor();
  expect((await look()).counts.comments).toBe(2);
  expect(await lookWithAxe(page)).toEqual([]);

  const first = talk.getByRole('article', { name: 'Comment by Visitor' }).first();
  await first.getByRole('button', { name: 'Delete' }).click();
  await first.getByRole('button', { name: 'Delete for good' }).click();
  await talk.getByText('This comment was deleted').waitFor();
  await expect.poll(async () => (await look()).counts.comments).toBe(1);
  await page.keyboard.press('Escape');
  await talk.waitFor({ state: 'detached' });
  await page.close();
});

test('a finger taps twice, and a heart rises; a press that fails goes back and says why', async () => {
  const context = await browser.newContext({
    ...{ locale: 'en', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  const data = { account: author.account, password: personPassword };
  await context.request.post(`${server.url}/api/v1/auth/login`, { data });
  const page = await context.newPage();
  await page.goto(`${server.url}/`);
  const before = (await look()).counts.likes;
  await page.locator('article video').first().dblclick();
  await expect.poll(async () => (await look()).counts.likes).toBe(before + 1);
  await page.route('**/favourite', (route) => route.abort());
  const favourite = page.getByRole('button', { name: /^Save to favourites/ });
  await favourite.tap();
  await page.getByText('server cannot be reached').first().waitFor();
  await expect.poll(() => favourite.getAttribute('aria-pressed')).toBe('false');
  await context.close();
});

const look = () => apiOf(server.url).call('video', { params: { id: videoId } });
