import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnswerOf, Video } from '@weireel/contract';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../browser.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import { sharedMedia } from '../media.ts';
import { runTool } from '../run-tool.ts';
import { startServer, type RunningServer } from '../server.ts';
import { playingTime } from './what-is-seen.ts';

/** Far more than processing takes, also while other tests use the machine. */
const patienceMs = 500_000;
const account = 'founder';
const password = 'a long password 9';
const desktop = { width: 1440, height: 900 };

describe('a newcomer with a browser', () => {
  let server: RunningServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  let clips: { portrait: string; landscape: string };
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weireel-browser-'));
    const make = (name: string, picture: string): Promise<string> =>
      makeClip(join(folder, name), { picture, encoding: phoneEncoding });
    const real = 'iphone-portrait-hlg-dovi-hevc-rot90-vfr.mp4';
    clips = {
      portrait:
        sharedMedia === null
          ? await make('portrait.mp4', 'testsrc2=s=320x568:r=15:d=2')
          : await beginningOf(join(sharedMedia, real), join(folder, 'portrait.mp4')),
      // Of several segments; it is processed three times.
      landscape: await make('landscape.mp4', 'testsrc2=s=568x320:r=15:d=7'),
    };
    server = await startServer({ env: { WEIREEL_ADMIN_PASSWORD: '' } });
    browser = await startBrowser();
    const context = await browser.newContext({ viewport: desktop, locale: 'zh-CN' });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('becomes the administrator by the printed link', async () => {
    const link = /http:\S+\/setup\?token=\S+/.exec(server.output())?.[0] ?? '';
    await page.goto(link);
    await page.locator('input[autocomplete=username]').fill(account);
    await page.locator('input[autocomplete=nickname]').fill('站长');
    await page.locator('input[autocomplete=new-password]').fill(password);
    await page.locator('form button[type=submit]').click();
    await page.waitForURL('**/upload');
  });

  it('uploads two phone videos at once and sees both become ready', async () => {
    await page.locator('input[type=file]').first().setInputFiles([clips.portrait, clips.landscape]);
    await expect.poll(() => statesOf(server, page)).toHaveLength(2);
    await page.locator('a[href="/mine"]').first().click();
    await expect
      .poll(() => statesOf(server, page), { timeout: patienceMs, interval: 500 })
      .toEqual(['ready', 'ready']);
  });

  it('chooses another cover on the film and sees it in the list', async () => {
    const [first] = await myVideos(server, page);
    if (!first) throw new Error('there is no video');
    await page.goto(`${server.url}/mine`);
    await page.getByRole('button', { name: '编辑' }).first().click();
    const film = page.getByRole('slider', { name: '封面的时刻' });
    await film.press('End');
    await film.press('ArrowLeft');
    await page.getByRole('button', { name: '保存' }).click();
    const former = first.playback?.posterUrl;
    await expect.poll(async () => (await myVideos(server, page))[0]?.playback?.posterUrl).not.toBe(former);
    const [changed] = await myVideos(server, page);
    expect(changed?.coverTimeMs).toBeGreaterThan((first.durationMs ?? 0) - 500);
    await page.locator(`img[src="${changed?.playback?.posterUrl}"]`).waitFor();
  });

  it('plays both to the end, upright and in the right shape', async () => {
    for (const video of await myVideos(server, page)) {
      await page.goto(`${server.url}/watch/${video.id}`);
      const shown = await playToTheEnd(page);
      expect(shown.error, video.title).toBeNull();
      expect(shown.widthPx < shown.heightPx, video.title).toBe((video.widthPx ?? 0) < (video.heightPx ?? 0));
      expect(shown.playedMs, video.title).toBeGreaterThan((video.durationMs ?? Infinity) - 200);
      expect(Math.max(...shown.meanColour) - Math.min(...shown.meanColour), video.title).toBeLessThan(120);
      expect(Math.max(...shown.meanColour), `${video.title} is not black`).toBeGreaterThan(20);
    }
  });

  it.each(['watch page', 'feed'])(
    'goes over to a newer version by itself when its own does not go on: %s',
    async (place) => {
      const read = async (): Promise<Video> => {
        const [wide] = (await myVideos(server, page)).filter(isLandscape);
        if (!wide) throw new Error('there is no such video');
        return wide;
      };
      await expect.poll(async () => (await read()).state, { timeout: patienceMs }).toBe('ready');
      const video = await read();
      const former = video.playback?.hlsUrl ?? '';
      const edition = former.slice(0, former.lastIndexOf('/') + 1);
      // Its file too, to which a player goes that has waited long.
      const held = (url: URL): boolean =>
        url.pathname === video.playback?.mp4Url ||
        (url.pathname.startsWith(edition) && /\/s[1-9]\d*\.m4s$/.test(url.pathname));
      // Neither an answer nor an error, as when the rest is never made.
      await page.route(held, () => undefined);
      // The newer version still grows, and is shorter than what was seen of the former one.
      const isGrowing = (url: URL): boolean =>
        !url.pathname.startsWith(edition) && /\/(?!master)[^/]+\.m3u8$/.test(url.pathname);
      await page.route(isGrowing, growingFor(3));
      await page.goto(place === 'feed' ? server.url : `${server.url}/watch/${video.id}`);
      await expect.poll(() => playingTime(page)).toBeGreaterThan(1);
      if (place === 'feed' && (await feedOf(server, page))[0]?.id !== video.id)
        await page.keyboard.press('ArrowDown');
      await page.evaluate(`(() => {
        window.begins = [];
        addEventListener('playing', ({ target }) => window.begins.push(target.currentTime), true);
      })()`);
      const stoodAt = await playingTime(page);
      const reprocess = await page.request.post(`${server.url}/api/v1/videos/${video.id}/reprocess`);
      expect(reprocess.ok()).toBe(true);
      // The feed begins anew instead of ending.
      const nearItsEnd = (video.durationMs ?? 0) / 1000 - 1;
      const isThrough = async (): Promise<boolean> =>
        place === 'feed'
          ? (await playingTime(page)) > nearItsEnd
          : page.evaluate(`document.querySelector('video').ended`);
      await expect.poll(isThrough, { timeout: patienceMs }).toBe(true);
      expect((await read()).playback?.hlsUrl).not.toBe(former);
      if (place === 'watch page') {
        expect(await page.evaluate(`Math.min(...window.begins)`)).toBeGreaterThan(stoodAt - 0.1);
      }
      await page.unroute(held);
      await page.unroute(isGrowing);
    },
  );

  it('never runs into an error of the page', () => {
    expect(complaints).toEqual([]);
  });
});

/** The first second of picture and sound, as they were recorded: the whole of this clip is tried with all others. */
async function beginningOf(source: string, path: string): Promise<string> {
  await runTool('ffmpeg', ['-t', '1', '-i', source, '-map', '0:v', '-map', '0:a', '-c', 'copy', path]);
  return path;
}

/** Answers each playlist as if only its first segment were there, the first times that it is asked for. */
function growingFor(times: number): (route: Route) => Promise<void> {
  const asked = new Map<string, number>();
  return async (route) => {
    const url = route.request().url();
    asked.set(url, (asked.get(url) ?? 0) + 1);
    const answer = await route.fetch();
    const text = await answer.text();
    const [header = '', first = ''] = text.split(/(?=#EXTINF)/);
    const isWhole = (asked.get(url) ?? 0) > times;
    const body = isWhole
      ? text
      : header.replace('TYPE:VOD', 'TYPE:EVENT') + first.replace('#EXT-X-ENDLIST', '');
    await route.fulfill({ response: answer, body });
  };
}

async function myVideos(server: RunningServer, page: Page): Promise<Video[]> {
  const answer = await page.request.get(`${server.url}/api/v1/me/videos`);
  // The shape is the contract's, which other tests hold the server to.
  return ((await answer.json()) as AnswerOf<'myVideos'>).items;
}

async function feedOf(server: RunningServer, page: Page): Promise<Video[]> {
  const answer = await page.request.get(`${server.url}/api/v1/feed`);
  // as: see above
  return ((await answer.json()) as AnswerOf<'feed'>).items;
}

function isLandscape({ widthPx, heightPx }: Video): boolean {
  return (widthPx ?? 0) > (heightPx ?? 0);
}

async function statesOf(server: RunningServer, page: Page): Promise<string[]> {
  return (await myVideos(server, page)).map(({ state }) => state);
}

/** What was seen of a video that was played to its end. */
interface Shown {
  widthPx: number;
  heightPx: number;
  playedMs: number;
  error: string | null;
  /** Red, green and blue of the last picture, 0 to 255. */
  meanColour: number[];
}

/** Plays the page's video from its beginning to its end. */
async function playToTheEnd(page: Page): Promise<Shown> {
  await page.waitForSelector('video');
  return page.evaluate(`(async () => {
    const video = document.querySelector('video');
    while (video.readyState < 2) await new Promise((wake) => setTimeout(wake, 50));
    video.muted = true;
    video.loop = false;
    const ended = new Promise((resolve) => video.addEventListener('ended', resolve, { once: true }));
    video.currentTime = 0;
    await video.play();
    await ended;
    const canvas = document.createElement('canvas');
    canvas.width = 16;
    canvas.height = 16;
    const picture = canvas.getContext('2d');
    picture.drawImage(video, 0, 0, 16, 16);
    const pixels = picture.getImageData(0, 0, 16, 16).data;
    const mean = (channel) => pixels.filter((_, at) => at % 4 === channel).reduce((a, b) => a + b, 0) / 256;
    return {
      widthPx: video.videoWidth,
      heightPx: video.videoHeight,
      playedMs: video.currentTime * 1000,
      error: video.error ? video.error.message : null,
      meanColour: [0, 1, 2].map(mean),
    };
  })()`);
}
