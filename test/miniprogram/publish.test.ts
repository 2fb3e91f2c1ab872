import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiOf } from '../api.ts';
import { mediaLimitMs } from '../eventually.ts';
import { addNothing, h264, makeClip } from '../make-clip.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { smallTargets, type PhoneOptions } from './open-phone.ts';
import { startPhoneWorld, type PhoneWorld } from './phone-world.ts';

const undo = undoAfterAll();

describe('publishing with the mini program', () => {
  let world: PhoneWorld;
  let context: BrowserContext;
  let page: Page;
  let file: string;
  let album: NonNullable<PhoneOptions['album']>;

  beforeAll(async () => {
    world = await startPhoneWorld(undo);
    // Of several parts.
    const recipe = { picture: 'testsrc2=s=360x640:r=15:d=2', encoding: h264 };
    file = await addNothing(await makeClip(join(world.folder, 'large.mp4'), recipe), 9_000_000);
    album = [{ url: `${world.server.url}/album.mp4`, size: (await stat(file)).size, duration: 2 }];
  });

  afterEach(async () => {
    // Whatever was done, the component framework had nothing to complain about.
    expect(await phone('faults')).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    await context.close();
  });

  async function open(person: string, options: PhoneOptions = {}): Promise<void> {
    const loginCode = () => world.wechat.issue({ openid: person });
    ({ context, page } = await world.open({ page: 'pages/publish/publish', loginCode, ...options }));
    await context.route('**/album.mp4', (route) => route.fulfill({ path: file }));
  }

  const phone = (field: string): Promise<unknown> => page.evaluate(`phone.${field}`);
  const top = () => page.locator('wx-page.phone-page:visible');
  const button = (name: string) => top().locator('wx-button:visible:not([disabled])', { hasText: name });
  /** The one main action of the page where a video is described. */
  const save = () => page.locator('wx-page[data-page="pages/details/details"] .save:not([disabled])');
  async function me() {
    return apiOf(world.server.url, String(await page.evaluate(`wx.getStorageSync('weireel.token')`)));
  }

  it('says what is wrong with a file that is none', async () => {
    await open('o-other', { album });
    await context.unroute('**/album.mp4');
    await context.route('**/album.mp4', (route) => route.fulfill({ body: 'this is no video at all' }));
    await world.admin.api.call('createCategory', { body: { names: { zh: '新闻', en: 'News' } } });
    await button('拍摄或选择视频').tap();
    await top().locator('wx-input[aria-label=标题] input').fill('第二个');
    await button('新闻').tap();
    await top().locator('wx-button[aria-checked=true]', { hasText: '新闻' }).waitFor();
    await save().tap();
    await top().getByText('请确认选择的是视频文件').waitFor();
    await button('放弃').tap();
    await top().getByText('第二个').waitFor({ state: 'detached' });
  });

  it('makes one video of takes, of which the last can be deleted, after it was killed between them (GOAL-82)', async () => {
    await open('o-takes', { album });
    await button('分段拍摄').tap();
    await button('倒计时').tap();
    await button('拍一段').tap();
    // Counted down; then the camera opens.
    await top().locator('.left').waitFor();
    await top().getByText('第 1 段').waitFor();
    await button('从相册添加').tap();
    await button('从相册添加').tap();
    await top().getByText('3 段 · 0:06').waitFor();
    await top().getByText('还可以拍 4:54，一段最长 60 秒').waitFor();
    await button('删除最后一段').tap();
    await top().getByText('2 段 · 0:04').waitFor();
    await expect.poll(() => top().getByText('已上传').count()).toBe(2);
    await page.reload();
    await button('分段拍摄').tap();
    await expect.poll(() => top().getByText('已上传').count()).toBe(2);
    await button('合成并发布').tap();
    await top().locator('wx-input[aria-label=标题] input').fill('两段');
    await save().tap();
    const video = async () => (await (await me()).call('myVideos', {})).items[0];
    await expect.poll(async () => (await video())?.playable, { timeout: mediaLimitMs }).toBe(true);
    const made = await video();
    expect(made).toMatchObject({ title: '两段', visibility: 'public', widthPx: 360, heightPx: 640 });
    expect(Math.abs((made?.durationMs ?? 0) - 4000)).toBeLessThan(60);
    const joined = await (await me()).call('joinedTakes', { params: { id: made?.assetId ?? '' } });
    expect(joined.takes).toHaveLength(2);
    // Nothing of the takes is left on the phone, nor on the server, though the app was killed before it had told of
    // the one that was deleted.
    await expect.poll(() => page.evaluate(`wx.getStorageSync('phone.files')`)).toBe('{}');
    const assets = async () => (await (await me()).call('myAssets', {})).items.map(({ id }) => id);
    await expect.poll(assets).toEqual([made?.assetId]);
  });

  it('gives a video that is there another cover and other words, and lets people keep it', async () => {
    await open('o-takes', { page: 'pages/mine/mine' });
    await top().locator('wx-button[aria-label=更多]').first().tap();
    await page.locator('.phone-action-sheet').getByText('编辑').tap();
    await top().locator('wx-slider input').fill('1500');
    await top().locator('wx-textarea textarea').fill('在海边拍的');
    await top().locator('wx-switch[aria-label=允许下载] input').check();
    await top().getByText('0:01 的画面').waitFor();
    await save().tap();
    const video = async () => (await (await me()).call('myVideos', {})).items[0];
    await expect.poll(async () => (await video())?.downloadable).toBe(true);
    await expect.poll(() => video()).toMatchObject({ description: '在海边拍的', coverTimeMs: 1500 });
    // Without another word nothing of it changes.
    await top().locator('wx-button[aria-label=更多]').first().tap();
    await page.locator('.phone-action-sheet').getByText('编辑').tap();
    await button('仅自己').tap();
    await save().tap();
    await expect.poll(async () => (await video())?.visibility).toBe('private');
    await expect
      .poll(() => video())
      .toMatchObject({ coverTimeMs: 1500, downloadable: true, description: '在海边拍的' });
  });

  it('moves a video to a channel, and shows it there among the channel’s', async () => {
    await open('o-takes', { page: 'pages/mine/mine' });
    const body = { handle: 'desk', nickname: '编辑部', bio: '' };
    const { id } = await world.admin.api.call('createChannel', { body });
    const invite = { params: { id }, body: { uses: 1, days: 1 } };
    const { code } = await world.admin.api.call('createGroupInvite', invite);
    // Whoever has a phone is signed in by looking at what is theirs.
    await top().getByText('两段').waitFor();
    await (await me()).call('joinGroup', { body: { code } });
    await page.reload();
    await top().locator('wx-button[aria-checked=true]', { hasText: '我自己' }).waitFor();
    await top().locator('wx-button[aria-label=更多]').first().tap();
    await page.locator('.phone-action-sheet').getByText('编辑').tap();
    // Both pages name the channel.
    await top().locator('wx-input[aria-label=标题] input').waitFor();
    await button('编辑部').tap();
    await save().tap();
    const listed = async (query: { as?: string }) =>
      (await (await me()).call('myVideos', { query })).items.map(({ title }) => title);
    await expect.poll(() => listed({ as: id })).toEqual(['两段']);
    await top().locator('wx-button[aria-checked=true]', { hasText: '我自己' }).waitFor();
    await top().getByText('两段').waitFor({ state: 'detached' });
    await button('编辑部').tap();
    await top().getByText('两段').waitFor();
    // Without another choice it stays there.
    await top().locator('wx-button[aria-label=更多]').first().tap();
    await page.locator('.phone-action-sheet').getByText('编辑').tap();
    await top().locator('wx-button[aria-checked=true]', { hasText: '编辑部' }).waitFor();
    await top().locator('wx-input[aria-label=标题] input').fill('编辑部的两段');
    await save().tap();
    await expect.poll(() => listed({ as: id })).toEqual(['编辑部的两段']);
  });

  it('says how to go on where the album may not be opened', async () => {
    await open('o-third');
    await button('拍摄或选择视频').tap();
    await expect.poll(() => phone('toasts')).toEqual(['没有打开相册，请在微信的隐私设置里允许后再试']);
  });
});
