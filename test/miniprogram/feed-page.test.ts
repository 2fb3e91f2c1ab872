import { join } from 'node:path';
import type { Video } from '@weireel/contract';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { publish, waitForVideo } from '../api.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { swipe, type PhoneOptions } from './open-phone.ts';
import { endlessFeed, shownTitle, swipeOn, titleOf } from './swipe-on.ts';
import { startPhoneWorld, type PhoneWorld } from './phone-world.ts';

const undo = undoAfterAll();
const titles = ['第一个视频', '第二个视频', '第三个视频', '第四个视频'];

describe('the feed of the mini program', () => {
  let world: PhoneWorld;
  let context: BrowserContext;
  let page: Page;
  /** The videos in the order of the feed: which is playable first is published first. */
  let videos: readonly Video[] = [];

  beforeAll(async () => {
    world = await startPhoneWorld(undo);
    const { admin, folder } = world;
    const recipe = { picture: 'testsrc2=s=320x568:r=15:d=2', encoding: phoneEncoding };
    const file = await makeClip(join(folder, 'tall.mp4'), recipe);
    for (const title of titles) {
      const { videoId } = await publish(admin, { file, title });
      await waitForVideo(admin.api, videoId, ({ playable }) => playable);
    }
    for (const { id, title } of (await admin.api.call('feed', { query: { limit: 10 } })).items) {
      const body = {
        title,
        description: '',
        tags: ['海边', '日出', '旅行'],
        categoryId: null,
        visibility: 'public' as const,
      };
      await admin.api.call('putVideoDetails', { params: { id }, body });
    }
    videos = (await admin.api.call('feed', { query: { limit: 10 } })).items;
  });

  afterEach(async () => {
    // Whatever was done, the component framework had nothing to complain about.
    expect(await phone('faults')).toEqual([]);
    await context.close();
  });

  async function open(options: PhoneOptions = {}): Promise<void> {
    ({ context, page } = await world.open(options));
  }

  function at(place: number): Video {
    const video = videos[place];
    if (video === undefined) throw new Error(`the feed has no video ${place}`);
    return video;
  }

  const phone = (field: string): Promise<unknown> => page.evaluate(`phone.${field}`);
  const playing = (): Promise<unknown> =>
    page.evaluate(
      `[...document.querySelectorAll('video')].filter((v) => !v.paused && v.currentTime > 0).length`,
    );
  const titleShown = () => shownTitle(page);

  it('has three players at most over a hundred swipes, sets little with each, holds nothing, and keeps its place', async () => {
    await open();
    await endlessFeed(context, at(0));
    await page.reload();
    await expect.poll(playing).toBe(1);
    const { mostPlayers, mostSetBytes, looks, place } = await swipeOn(page, [40, 100]);
    expect(mostPlayers).toBeLessThanOrEqual(3);
    expect(mostSetBytes).toBeLessThanOrEqual(2048);
    const [first, last] = looks;
    expect((last?.heapBytes ?? 0) / (first?.heapBytes ?? 0)).toBeLessThanOrEqual(1.05);
    expect(looks.map(({ detachedNodes }) => detachedNodes)).toEqual([0, 0]);
    await expect.poll(playing).toBe(1);
    // To the page of the author and back, and to another tab and back.
    await context.route(`**/api/v1/users/**`, (route) => route.fulfill({ status: 404, body: '' }));
    for (const leave of [
      `wx.navigateTo({ url: '/pages/person/person?id=a' })`,
      `wx.switchTab({ url: '/pages/me/me' })`,
    ]) {
      await page.evaluate(leave);
      await expect.poll(playing).toBe(0);
      await page.evaluate(
        leave.includes('switchTab') ? `wx.switchTab({ url: '/pages/feed/feed' })` : 'wx.navigateBack()',
      );
      await expect.poll(playing).toBe(1);
      await expect.poll(() => titleShown()).toBe(titleOf(place));
    }
  });

  it('sets no more with a swipe to another real video, whatever stands beside it', async () => {
    await open();
    await expect.poll(titleShown).toBe(at(0).title);
    await expect.poll(playing).toBe(1);
    for (const { title } of videos.slice(1)) {
      await page.evaluate('phone.setData.length = 0');
      await swipe(page, 600, 200);
      await expect.poll(titleShown).toBe(title);
      await expect.poll(playing).toBe(1);
      expect(await phone('setData.reduce((sum, n) => sum + n, 0)')).toBeLessThanOrEqual(2048);
    }
  });

  it('looks for newer videos when the first one is pulled down, also where there is none yet', async () => {
    let shown = [] as Video[]; // as: it holds some later
    await open();
    await context.route('**/api/v1/feed*', (route) =>
      route.fulfill({ json: { items: shown, nextCursor: null } }),
    );
    await page.reload();
    await page.getByText('下拉就能看到').waitFor();
    await swipe(page, 300, 500);
    await expect.poll(() => phone('toasts')).toEqual(['没有更新的视频了']);
    shown = [at(1)];
    await swipe(page, 300, 500);
    await expect.poll(titleShown).toBe(at(1).title);
    shown = [at(2), at(1)];
    await swipe(page, 300, 600);
    await expect.poll(titleShown).toBe(at(2).title);
  });
});
