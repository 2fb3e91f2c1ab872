import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { apiOf } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { makePhoneClip } from '../make-clip.ts';
import { adminPassword, type RunningServer } from '../server.ts';
import { testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

/** Far more than processing takes, also while other tests use the machine. */
const patienceMs = 500_000;
/** No way on a page is longer. */
const maxTabs = 60;

const undo = undoAfterAll();
const folder = await mkdtemp(join(tmpdir(), 'weireel-keyboard-'));
undo(() => rm(folder, { recursive: true, force: true }));
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await testServer(undo);
  browser = await startBrowser();
  undo(() => browser.close());
});

test('somebody without a mouse signs in, uploads, edits, and watches', async () => {
  const clip = await makePhoneClip(folder, 'sea.mp4');
  const page = await browser.newPage({ locale: 'en', viewport: { width: 1280, height: 800 } });
  // Listened for from the beginning: to begin with it takes the browser a moment.
  page.on('filechooser', (chooser) => void chooser.setFiles(clip));
  await page.goto(`${server.url}/login?to=/upload`);
  await tabTo(page, /^Account/);
  await page.keyboard.type('admin');
  await tabTo(page, /^Password/);
  await page.keyboard.type(adminPassword);
  await page.keyboard.press('Enter');
  // The address of signing in ends in the same words.
  await page.waitForURL(`${server.url}/upload`);

  await tabTo(page, 'Choose video files');
  await page.keyboard.press('Enter');
  const feed = async () => (await apiOf(server.url).call('feed', { query: {} })).items;
  await expect.poll(async () => (await feed()).length, { timeout: patienceMs }).toBe(1);

  await tabTo(page, 'Mine');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/mine');
  await page.locator('main a[href^="/watch/"]').first().waitFor();
  await tabTo(page, 'Edit');
  await page.keyboard.press('Enter');
  // The focus is in the dialog at once, or a few steps away, and stays there.
  await tabTo(page, /^Title/, '[role=dialog]');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('By keyboard');
  await tabTo(page, 'Save', '[role=dialog]');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await feed())[0]?.title).toBe('By keyboard');
  // Where it was opened, one is again.
  await expect.poll(() => nameOfFocus(page)).toMatch(/Edit/);

  await tabTo(page, /By keyboard/, 'main', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/watch/*');
  await expect
    .poll(() => page.evaluate(`document.querySelector('video')?.currentTime ?? 0`), { timeout: patienceMs })
    .toBeGreaterThan(0);
  const isPaused = () => page.evaluate(`document.querySelector('video').paused`);
  await page.keyboard.press('k');
  await expect.poll(isPaused).toBe(true);
  await page.keyboard.press('k');
  await expect.poll(isPaused).toBe(false);
});

/** Goes on by Tab until what is so called has the focus; rejects with what it came by. */
async function tabTo(page: Page, name: string | RegExp, within = 'body', key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < maxTabs; step += 1) {
    const current = await nameOfFocus(page);
    const isMeant = typeof name === 'string' ? current === name : name.test(current);
    if (isMeant && (await page.evaluate(`document.activeElement.closest('${within}') !== null`))) return;
    passed.push(current);
    await page.keyboard.press(key);
  }
  throw new Error(`no way to ${String(name)} in ${within}, but by ${passed.join(' → ')}`);
}

/** How a screen reader would call what has the focus, roughly. */
async function nameOfFocus(page: Page): Promise<string> {
  return String(
    await page.evaluate(`(() => {
      const focused = document.activeElement;
      return (focused.ariaLabel ?? focused.labels?.[0]?.textContent ?? focused.textContent).trim();
    })()`),
  );
}
