import { join } from 'node:path';
import type { Video } from '@weireel/contract';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { publish, register, waitForVideo } from '../api.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { doubleTap, swipe, type PhoneOptions } from './open-phone.ts';
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
    const recipe = { picture: 'testsrc2=s=320x568:r=30:d=2', encoding: phoneEncoding };
    const file = await makeClip(join(folder, 'tall.mp4'), recipe);
    for (const title of titles) {
      const { videoId } = await publish(admin, { file, title });
      await waitForVideo(admin.api, videoId, ({ playable }) => playable);
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

  const likes = async () => (await world.admin.api.call('video', { params: { id: at(0).id } })).counts.likes;
  const phone = (field: string): Promise<unknown> => page.evaluate(`phone.${field}`);
  const playing = (): Promise<unknown> =>
    page.evaluate(
      `[...document.querySelectorAll('video')].filter((v) => !v.paused && v.currentTime > 0).length`,
    );
  const titleShown = () => shownTitle(page);

  it('plays real videos, one at a time, as a finger swipes, and keeps three players at most', async () => {
    await open();
    await expect.poll(titleShown).toBe(at(0).title);
    await expect.poll(playing).toBe(1);
    for (const title of videos.slice(1).map((video) => video.title)) {
      const before = (await phone('setData.length')) as number; // as: the length of a list
      await swipe(page, 600, 200);
      await expect.poll(titleShown).toBe(title);
      await expect.poll(playing).toBe(1);
      expect(await page.locator('video').count()).toBeLessThanOrEqual(3);
      const bytes = (await phone(`setData.slice(${before}).reduce((sum, n) => sum + n, 0)`)) as number; // as: a sum
      expect(bytes).toBeLessThanOrEqual(2048);
    }
  });

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
      expect(await titleShown()).toBe(titleOf(place));
    }
  });

  it('begins with the video of the link that was shared', async () => {
    const { id, title } = at(2);
    await open({ query: { v: id } });
    await expect.poll(titleShown).toBe(title);
    await page.locator('wx-button[aria-label=分享]').first().tap();
    expect(await phone('shared')).toMatchObject([{ title, path: `/pages/watch/watch?v=${id}` }]);
  });

  it('likes by a double tap, signing the person in by WeChat without a word', async () => {
    await open();
    await expect.poll(playing).toBe(1);
    await doubleTap(page, { x: 150, y: 300 });
    await expect.poll(likes).toBe(1);
    // A double tap is no pause.
    await expect.poll(playing).toBe(1);
  });

  it('goes on after its session has ended, without a word', async () => {
    await open();
    await expect.poll(playing).toBe(1);
    const like = page.locator('wx-button[aria-label=喜欢]').first();
    const before = await likes();
    await page.evaluate(`wx.setStorageSync('weireel.token', 'a token that nobody knows')`);
    await page.evaluate(`wx.setStorageSync('weireel.me', 'somebody')`);
    await page.reload();
    await expect.poll(playing).toBe(1);
    await like.tap();
    await expect.poll(likes).toBe(before + 1);
    expect(await phone('toasts')).toEqual([]);
  });

  it('says that the network is away, and plays on by itself when it is back', async () => {
    await open();
    await expect.poll(playing).toBe(1);
    await context.setOffline(true);
    await page.getByText('没有网络').waitFor();
    await page.locator('wx-button[aria-label=收藏]').first().tap();
    await expect.poll(() => phone('toasts')).toEqual(['没有连上服务器']);
    await context.setOffline(false);
    await page.getByText('没有网络').waitFor({ state: 'detached' });
    await expect.poll(playing).toBe(1);
  });

  it('offers another try when the first page does not come', async () => {
    await open();
    await context.route('**/api/v1/feed*', (route) => route.fulfill({ status: 503, body: '' }));
    await page.reload();
    await page.getByText('视频没有加载出来').waitFor();
    await context.unroute('**/api/v1/feed*');
    await page.getByText('再试一次').tap();
    await expect.poll(titleShown).toBe(at(0).title);
  });

  it('shows what was said, takes a comment and an answer, and says who wrote it', async () => {
    const somebody = await register(world.server.url, '小影');
    const params = { id: at(0).id };
    await somebody.api.call('createComment', { params, body: { body: '拍得真好' } });
    await open();
    await expect.poll(playing).toBe(1);
    await page.locator('wx-button[aria-label=评论]').first().tap();
    await page.getByText('1 条评论').waitFor();
    await page.getByText('拍得真好').waitFor();
    await page.getByText('回复', { exact: true }).first().tap();
    await page.getByPlaceholder('回复 小影').fill('谢谢');
    await page.locator('wx-button:not([disabled])', { hasText: '发送' }).tap();
    await expect.poll(() => phone('toasts')).toEqual([]);
    await page.getByText('谢谢').waitFor();
    await page.getByText('2 条评论').waitFor();
    const { items } = await somebody.api.call('comments', { params });
    expect(items).toMatchObject([{ body: '拍得真好', replies: 1 }]);
  });

  const tab = (name: string) => page.getByRole('tab', { name });

  it('shows the feed that is chosen, and begins with it the next time', async () => {
    await open();
    await expect.poll(titleShown).toBe(at(0).title);
    await context.route('**/api/v1/feed?kind=hot*', async (route) => {
      const body = { items: [at(3)], nextCursor: null };
      await route.fulfill({ json: body });
    });
    await tab('热门').tap();
    await expect.poll(titleShown).toBe(at(3).title);
    await expect.poll(playing).toBe(1);
    await page.reload();
    await expect.poll(titleShown).toBe(at(3).title);
  });

  it('signs in who wants to see those whom they follow, and says what will be there', async () => {
    await open();
    await expect.poll(playing).toBe(1);
    await tab('关注').tap();
    await page.getByText('关注喜欢的作者').waitFor();
    expect(await page.evaluate(`wx.getStorageSync('weireel.me')`)).not.toBe('');
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

  it('takes away what nobody is interested in, for good', async () => {
    await open();
    await expect.poll(titleShown).toBe(at(0).title);
    await page.locator('wx-button[aria-label=更多]').first().tap();
    await page.getByText('不感兴趣').tap();
    await expect.poll(titleShown).toBe(at(1).title);
    await page.reload();
    await expect.poll(titleShown).toBe(at(1).title);
    await page.locator('wx-button[aria-label=更多]').first().tap();
    await page.getByText('不看「').tap();
    await page.getByText('这里还没有视频').waitFor();
  });

  it('takes a report about a video or its author, and one about a comment', async () => {
    await open();
    await expect.poll(playing).toBe(1);
    await page.locator('wx-button[aria-label=更多]').first().tap();
    await page.getByText('举报', { exact: true }).tap();
    await page.getByText(`用户 ${at(0).author.nickname}`).tap();
    await page.getByText('其他').tap();
    await page.getByPlaceholder('请说明原因').fill('冒充别人');
    await page.locator('wx-button:not([disabled])', { hasText: '提交举报' }).tap();
    await expect.poll(() => phone('toasts')).toEqual(['已收到举报，管理人员会处理']);
    const { items } = await world.admin.api.call('reports', {});
    expect(items).toMatchObject([
      { subject: { kind: 'user', id: at(0).author.id }, reason: 'other', detail: '冒充别人' },
    ]);
    const params = { id: at(0).id };
    await world.admin.api.call('createComment', { params, body: { body: '要举报的话' } });
    await page.locator('wx-button[aria-label=评论]').first().tap();
    const said = page.locator('wx-comment-item', { hasText: '要举报的话' });
    await said.locator('wx-button', { hasText: '举报' }).tap();
    await page.getByText('垃圾广告').tap();
    await page.locator('wx-button:not([disabled])', { hasText: '提交举报' }).tap();
    await expect
      .poll(async () => (await world.admin.api.call('reports', {})).items.map(({ subject }) => subject.kind))
      .toEqual(['user', 'comment']);
  });
});
