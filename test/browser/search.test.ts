import { connect } from '@weireel/db';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { register, type Person } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { makeVideo } from '../search/searchable.ts';
import type { RunningServer } from '../server.ts';
import { testDatabase, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { lookWithAxe } from './look-with-axe.ts';

const undo = undoAfterAll();
const database = await testDatabase(undo);
const { db, close } = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
undo(close);
let server: RunningServer;
let browser: Browser;
let author: Person;

/** More than two pages of a list. */
const manyVideos = 45;

beforeAll(async () => {
  server = await testServer(undo, { env: { DATABASE_URL: database.url, WEIREEL_WORKERS: '0' } });
  author = await register(server.url, '江边摄影师');
  await makeVideo({ db }, author, { title: '黄鹤楼夜游光影秀', tags: ['灯光'] });
  const hostile = `蜂鸟<img src=x onerror="document.title='broken'">`;
  await makeVideo({ db }, author, { title: hostile, tags: [hostile.slice(0, 30)] });
  for (let n = 0; n < manyVideos; n += 1) await makeVideo({ db }, author, { title: `陨石观测 第${n}夜` });
  browser = await startBrowser();
  undo(() => browser.close());
});

const box = (page: Page) => page.getByRole('combobox', { name: /^(?:搜索|Search)/ });
const cards = (page: Page) => page.locator('main article');

test('somebody finds a video by the pinyin of what they remember, with the keys alone', async () => {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } });
  await page.goto(`${server.url}/search`);
  await box(page).focus();
  await page.keyboard.type('huanghel');
  const option = page.getByRole('option', { name: '黄鹤楼夜游光影秀' });
  await option.waitFor();
  await expect.poll(() => box(page).getAttribute('aria-expanded')).toBe('true');
  expect(await lookWithAxe(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => option.getAttribute('aria-selected')).toBe('true');
  expect(await box(page).getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'));
  // From the last of the list back to what was typed, and from there to the last.
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => box(page).getAttribute('aria-activedescendant')).toBeNull();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === '黄鹤楼夜游光影秀');
  await cards(page).first().waitFor();
  await expect.poll(() => page.locator('main h2 mark').allTextContents()).toEqual(['黄鹤楼夜游光影秀']);
  await expect.poll(() => box(page).getAttribute('aria-expanded')).toBe('false');
  expect(await lookWithAxe(page)).toEqual([]);

  await box(page).fill('黄鹤');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('option').first().waitFor({ state: 'hidden' });
  await expect.poll(() => box(page).inputValue()).toBe('黄鹤');
  await page.close();
});

test('somebody finds it by initials, opens one far down, and comes back to the list where it was', async () => {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/search?q=ysgc`);
  await cards(page).first().waitFor();
  for (let shown = 0; shown < manyVideos;) {
    await cards(page).last().scrollIntoViewIfNeeded();
    await expect.poll(() => cards(page).count()).toBeGreaterThan(shown);
    shown = await cards(page).count();
  }
  const link = cards(page).nth(30).locator('h2 a');
  await link.scrollIntoViewIfNeeded();
  const before = { href: await link.getAttribute('href'), y: await page.evaluate<number>('scrollY') };
  expect(before.y).toBeGreaterThan(800);
  let searches = 0;
  page.on('request', (request) => (searches += Number(request.url().includes('/api/v1/search?'))));
  await link.click();
  await page.waitForURL(`**${before.href ?? ''}`);
  await page.goBack();
  await page.waitForURL('**/search?q=ysgc');
  await expect.poll(() => page.evaluate('scrollY')).toBe(before.y);
  await expect.poll(() => cards(page).count()).toBe(manyVideos);
  expect(searches).toBe(0);
  await page.close();
});

test('what others wrote is only text, and what is merely near, or nothing, says so', async () => {
  const page = await browser.newPage({
    locale: 'en',
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${server.url}/search?q=fengniao`);
  await cards(page).getByText('<img src=x').first().waitFor();
  await expect.poll(() => page.locator('main img[src="x"]').count()).toBe(0);
  await expect.poll(() => page.title()).not.toContain('broken');
  await page.getByRole('button', { name: 'Tags' }).click();
  await page.getByText('#蜂鸟<img').waitFor();
  await page.getByRole('button', { name: 'Authors' }).click();
  await page.getByText('Nothing was found for “fengniao”').waitFor();
  expect(await lookWithAxe(page)).toEqual([]);

  await box(page).fill('huanghelo');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing was found for “huanghelo”').waitFor();
  await page.getByRole('button', { name: 'Videos', exact: true }).click();
  await page.getByText('these come closest').waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('button', { name: 'huanghelo', exact: true }).waitFor();
  expect(await lookWithAxe(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});
