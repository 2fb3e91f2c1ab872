import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publish, register, waitForVideo } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { startFront, type Front } from './front.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
/** A browser installs a worker when nothing else is to be done. */
const takeOverLimitMs = 200_000;
const phone = { viewport: { width: 390, height: 844 }, locale: 'zh-CN' };
let server: RunningServer;
let browser: Browser;
let videoId: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([testServer(undo), startBrowser()]);
  undo(() => browser.close());
  const person = await register(server.url);
  const recipe = { picture: 'testsrc2=s=320x568:r=15:d=2', encoding: phoneEncoding };
  const file = await makeClip(join(folder, 'tall.mp4'), recipe);
  ({ videoId } = await publish(person, { file, title: '一个视频' }));
  await waitForVideo(person.api, videoId, ({ playback }) => playback?.mp4Url != null);
});

describe('without a network', () => {
  let front: Front;
  let context: BrowserContext;
  let page: Page;

  beforeEach(async () => {
    front = await startFront(server.url);
    context = await browser.newContext({ ...phone, serviceWorkers: 'allow' });
    page = await context.newPage();
    await page.goto(front.url);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true);
  });
  afterEach(async () => {
    await context.close();
    await front.close();
  });

  const caches = (): Promise<string[]> => page.evaluate(`caches.keys()`);
  const registrations = (): Promise<number> =>
    page.evaluate(`navigator.serviceWorker.getRegistrations().then((all) => all.length)`);
  const workerText = async (): Promise<string> => (await fetch(`${server.url}/sw.js`)).text();

  /** Serves the same worker as that of another build. */
  const serveBuild = (name: string): void => {
    front.answer = async (path) => {
      if (path !== '/sw.js') return null;
      const body = (await workerText()).replace(/"version":"[^"]*"/, `"version":"${name}"`);
      return { status: 200, type: 'text/javascript', body };
    };
  };
  /** What browsers do by themselves some time after a page was opened. */
  const lookForUpdate = (): Promise<void> =>
    page.evaluate(
      `navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => {}, () => {})`,
    );
  const openAnew = async (): Promise<void> => {
    await page.goto(`${front.url}/login`);
    await page.getByRole('heading', { name: '登录微影' }).waitFor();
  };

  /** The page is there without anybody who could send it, with its style. */
  const startAway = async (): Promise<void> => {
    front.isAway = true;
    await page.goto(front.url);
    await page.getByText('连不上服务器').first().waitFor();
    const style = `getComputedStyle(document.querySelector('.app')).minHeight`;
    await expect.poll(() => page.evaluate(style)).toBe('844px');
  };

  it('the client starts at any address, says what is wrong, and goes on by itself', async () => {
    front.isAway = true;
    for (const path of ['/', `/watch/${videoId}`, '/search?q=x']) {
      await page.goto(front.url + path);
      await page
        .getByText(/连不上服务器|还没加载出来/)
        .first()
        .waitFor();
    }
    await page.goto(front.url);
    await page.getByText('连不上服务器').first().waitFor();
    await page.getByRole('button', { name: '重试' }).waitFor();
    await expect.poll(() => page.getByText('页面出了点问题').count()).toBe(0);
    front.isAway = false;
    await page.getByRole('feed').getByText('一个视频').first().waitFor();
  });

  it('nothing is kept but the client itself: no call, no media, nothing of anybody', async () => {
    // Controlled from here on, everything passes by the worker.
    await page.goto(`${front.url}/watch/${videoId}`);
    await page.locator('video').first().waitFor();
    await expect.poll(() => page.evaluate(`document.querySelector('video').currentTime > 0`)).toBe(true);
    const kept = await page.evaluate<string[]>(`(async () => {
      const urls = [];
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
      return urls;
    })()`);
    expect(kept.length).toBeGreaterThan(5);
    const known =
      /^\/(?:assets\/[\w.-]+|shell\/[\w-]+|theme\.js|icon\.svg|favicon\.ico|manifest\.webmanifest|apple-touch-icon\.png)$/;
    expect(kept.filter((path) => !known.test(path))).toEqual([]);
  });

  it('a newer build takes over, keeps the one before it for pages that are open, and starts whole', async () => {
    const [first = ''] = await caches();
    // As by somebody who comes back again and again. A worker that waits takes over once the former one rests, and a
    // browser may look for that only when the former one was needed once more.
    const afterVisit = async (): Promise<string[]> => {
      await openAnew();
      await lookForUpdate();
      return caches();
    };
    const wait = { timeout: takeOverLimitMs, interval: 500 };
    serveBuild('second');
    await expect.poll(afterVisit, wait).toEqual([first, 'weireel-second']);
    serveBuild('third');
    await expect.poll(afterVisit, wait).toEqual(['weireel-second', 'weireel-third']);
    await startAway();
  });

  it('a build of which a part does not come leaves the former one as it was', async () => {
    const before = await caches();
    front.answer = async (path) => {
      if (path === '/sw.js') {
        const body = (await workerText())
          .replace(/"files":\["/, '"files":["/assets/never.js","')
          .replace(/"version":"[^"]*"/, '"version":"half"');
        return { status: 200, type: 'text/javascript', body };
      }
      return null;
    };
    await openAnew();
    await lookForUpdate();
    await expect
      .poll(() =>
        page.evaluate(`navigator.serviceWorker.getRegistration().then((one) => one.installing === null)`),
      )
      .toBe(true);
    await expect.poll(() => caches()).toEqual(before);
    await startAway();
  });

  it('the worker ends itself where the server knows none, and not while the server is out of order', async () => {
    front.answer = (path) =>
      Promise.resolve(path === '/sw.js' ? { status: 502, type: 'text/html', body: 'Bad gateway' } : null);
    await openAnew();
    await openAnew();
    await expect.poll(() => registrations()).toBe(1);
    front.answer = (path) =>
      Promise.resolve(path === '/sw.js' ? { status: 404, type: 'application/json', body: '{}' } : null);
    await openAnew();
    await expect.poll(registrations).toBe(0);
    await expect.poll(caches).toEqual([]);
  });
});

describe('a frame in another site’s page', () => {
  const page = (...paths: string[]): string =>
    paths.map((path) => `<iframe width="360" height="640" src="${server.url}${path}"></iframe>`).join('');

  async function openElsewhere(html: string): Promise<Page> {
    const site = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(html),
    );
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    // As: a server that listens on TCP has an address with a port.
    const { port } = site.address() as AddressInfo;
    const context = await browser.newContext({ ...phone, viewport: { width: 800, height: 700 } });
    undo(async () => {
      await context.close();
      site.closeAllConnections();
      site.close();
    });
    const opened = await context.newPage();
    // Another name, so another site.
    await opened.goto(`http://localhost:${port}/`);
    return opened;
  }

  it('plays the video and nothing else of ours can be framed', async () => {
    const complaints: string[] = [];
    const site = await openElsewhere('');
    site.on('console', (message) => complaints.push(message.text()));
    await site.setContent(page(`/embed/${videoId}`, '/', `/watch/${videoId}`, '/login'));
    const frame = site.frameLocator('iframe').first();
    await frame.getByRole('link', { name: '一个视频' }).waitFor();
    await frame.getByRole('button', { name: '播放' }).click();
    const embedded = site.frames()[1];
    const video = (fact: string) => embedded?.evaluate(`document.querySelector('video').${fact}`);
    await expect.poll(() => video('currentTime > 0.2')).toBe(true);
    await expect.poll(() => video('currentSrc')).toMatch(/^blob:/);
    await expect.poll(() => complaints.filter((text) => text.includes('frame-ancestors')).length).toBe(3);
    for (const refused of site.frames().slice(2)) expect(refused.url()).toMatch(/^chrome-error:/);
  });
});
