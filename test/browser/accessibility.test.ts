import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../browser.ts';
import type { RunningServer } from '../server.ts';
import { testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { lookWithAxe } from './look-with-axe.ts';
import { looks, plainScenes, withScene } from './scenes.ts';

const undo = undoAfterAll();
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await testServer(undo, { env: { WEIREEL_WORKERS: '0' } });
  browser = await startBrowser();
  undo(() => browser.close());
});

// A sample; the campaign looks at every page in every look.
describe.each(['phone, dark, zh-CN', 'desktop, light, en'])('axe finds nothing serious (%s)', (name) => {
  test.each(['login', 'upload'] as const)('on the page %s', async (page) => {
    const look = looks[name];
    if (look === undefined) throw new TypeError(`there is no look ${name}`);
    const found = await withScene(browser, server.url, { scene: plainScenes[page], look }, lookWithAxe);
    expect(found).toEqual([]);
  });
});
