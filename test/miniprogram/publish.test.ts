import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiOf } from '../api.ts';
import { mediaLimitMs } from '../eventually.ts';
import { h264, makeClip } from '../make-clip.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { smallTargets, type PhoneOptions } from './open-phone.ts';
import { startPhoneWorld, type PhoneWorld } from './phone-world.ts';

const undo = undoAfterAll();
const part = '**/api/v1/uploads/*/parts/*';

describe('publishing with the mini program', () => {
  let world: PhoneWorld;
  let context: BrowserContext;
  let page: Page;
  let file: string;
  let album: NonNullable<PhoneOptions['album']>;

  beforeAll(async () => {
    world = await startPhoneWorld(undo);
    // Noise is not made smaller: two seconds of it are three parts.
    const recipe = {
      picture: 'testsrc2=s=360x640:r=30:d=2,noise=alls=100:allf=t',
      encoding: `${h264} -crf 18`,
    };
    file = await makeClip(join(world.folder, 'large.mp4'), recipe);
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

  /** Holds every part after so many, as a line that has gone silent; gives how many it holds. */
  async function holdAfter(parts: number) {
    const held: Route[] = [];
    let left = parts;
    await context.route(part, (route) => {
      left -= 1;
      if (left >= 0) return route.continue();
      held.push(route);
      return undefined;
    });
    return { count: () => held.length };
  }

  it('takes two taps, goes on after the app was killed half-way, and shows the video being made', async () => {
    await open('o-creator', { album });
    const line = await holdAfter(1);
    await button('拍摄或选择视频').tap();
    await save().tap();
    await top()
      .getByText(/正在上传/)
      .waitFor();
    await expect.poll(line.count).toBeGreaterThan(0);
    const [begun] = (await (await me()).call('myUploads', {})).items;
    await expect
      .poll(async () => (await (await me()).call('upload', { params: { id: begun?.id ?? '' } })).parts.length)
      .toBe(1);

    // Killed: nothing of it runs any more, and the line is back when it begins anew.
    const sent: string[] = [];
    await context.unroute(part);
    await context.route(part, (route) => {
      sent.push(new URL(route.request().url()).pathname);
      return route.continue();
    });
    await page.reload();
    await expect
      .poll(async () => (await (await me()).call('upload', { params: { id: begun?.id ?? '' } })).state)
      .toBe('complete');
    // It is the same upload, and what had arrived was not sent again.
    expect(new Set(sent).size).toBe(sent.length);
    expect(sent).toHaveLength((begun?.partCount ?? 0) - 1);
    expect(sent.every((path) => path.includes(begun?.id ?? '?'))).toBe(true);

    await button('我的视频').tap();
    await top()
      .getByText(/已可观看|已发布/)
      .waitFor({ timeout: mediaLimitMs });
    expect((await (await me()).call('myVideos', {})).items).toMatchObject([
      { assetId: begun?.assetId, playable: true, visibility: 'public' },
    ]);
    // Nothing of the file is left on the phone.
    expect(await page.evaluate(`wx.getStorageSync('phone.files')`)).toBe('{}');
  });

  it('edits and deletes a video that is there', async () => {
    await open('o-creator', { page: 'pages/mine/mine' });
    const more = top().locator('wx-button[aria-label=更多]');
    await more.tap();
    await page.locator('.phone-action-sheet').getByText('编辑').tap();
    await top().locator('wx-input[aria-label=标题] input').fill('海边的早晨');
    await top().locator('wx-input[aria-label=标签] input').fill('#海 旅行，海');
    await button('仅自己').tap();
    await save().tap();
    await top().getByText('海边的早晨').waitFor();
    expect((await (await me()).call('myVideos', {})).items).toMatchObject([
      { title: '海边的早晨', tags: ['海', '旅行'], visibility: 'private' },
    ]);
    await more.tap();
    await page.locator('.phone-action-sheet').getByText('删除').tap();
    await top().getByText('还没有视频').waitFor();
    expect((await (await me()).call('myVideos', {})).items).toEqual([]);
  });

  it('pauses and goes on, and says what is wrong with a file that is none', async () => {
    await open('o-other', { album });
    const line = await holdAfter(0);
    await button('拍摄或选择视频').tap();
    await top().locator('wx-input[aria-label=标题] input').fill('第一个');
    await save().tap();
    await expect.poll(line.count).toBeGreaterThan(0);
    await button('暂停').tap();
    await top().getByText('已暂停').waitFor();
    await context.unroute(part);
    await button('继续').tap();
    await top().getByText('第一个').waitFor({ state: 'detached' });

    await context.unroute('**/album.mp4');
    await context.route('**/album.mp4', (route) => route.fulfill({ body: 'this is no video at all' }));
    await button('拍摄或选择视频').tap();
    await top().locator('wx-input[aria-label=标题] input').fill('第二个');
    await save().tap();
    await top().getByText('请确认选择的是视频文件').waitFor();
    await button('放弃').tap();
    await top().getByText('第二个').waitFor({ state: 'detached' });
  });

  it('makes one video of takes, of which the last can be deleted, after it was killed between them', async () => {
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
    expect(await page.evaluate(`wx.getStorageSync('phone.files')`)).toBe('{}');
    const assets = async () => (await (await me()).call('myAssets', {})).items.map(({ id }) => id);
    await expect.poll(assets).toEqual([made?.assetId]);
  });

  it('says how to go on where the album may not be opened', async () => {
    await open('o-third');
    await button('拍摄或选择视频').tap();
    await expect.poll(() => phone('toasts')).toEqual(['没有打开相册，请在微信的隐私设置里允许后再试']);
  });
});
