import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Api } from '@weireel/client';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, publish, waitForVideo, type Person } from '../api.ts';
import { mediaLimitMs } from '../eventually.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { smallTargets, type PhoneOptions } from './open-phone.ts';
import { startPhoneWorld, type PhoneWorld } from './phone-world.ts';

const undo = undoAfterAll();
const openid = 'o-editor';
const pictures = { 海: 'testsrc2=s=320x568:r=30:d=3', 山: 'smptebars=s=320x568:r=30:d=3' };

describe('the studio of the mini program', () => {
  let world: PhoneWorld;
  let context: BrowserContext;
  let page: Page;
  let api: Api;
  let album: NonNullable<PhoneOptions['album']>;
  let shot: string;

  beforeAll(async () => {
    world = await startPhoneWorld(undo);
    const { url } = world.server;
    const { token, user } = await apiOf(url).call('wechatLogin', {
      body: { code: world.wechat.issue({ openid }) },
    });
    api = apiOf(url, token);
    const me = { ...world.admin, id: user.id, token, api } satisfies Person;
    for (const [title, picture] of Object.entries(pictures)) {
      const recipe = { picture, sound: 'sine=f=440:d=3', encoding: phoneEncoding };
      const file = await makeClip(join(world.folder, `${title}.mp4`), recipe);
      const { videoId } = await publish(me, { file, title, visibility: 'private' });
      await waitForVideo(api, videoId, ({ state }) => state === 'ready');
    }
    const recipe = { picture: 'testsrc=s=320x568:r=30:d=2', encoding: phoneEncoding };
    shot = await makeClip(join(world.folder, 'shot.mp4'), recipe);
    album = [{ url: `${url}/album.mp4`, size: (await stat(shot)).size, duration: 2 }];
  });

  afterEach(async () => {
    // Whatever was done, the component framework had nothing to complain about.
    expect(await phone('faults')).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    await context.close();
  });

  async function open(options: PhoneOptions = {}): Promise<void> {
    const loginCode = () => world.wechat.issue({ openid });
    ({ context, page } = await world.open({ page: 'pages/publish/publish', loginCode, album, ...options }));
    await context.route('**/album.mp4', (route) => route.fulfill({ path: shot }));
  }

  const phone = (field: string): Promise<unknown> => page.evaluate(`phone.${field}`);
  const top = () => page.locator('wx-page.phone-page:visible');
  const button = (name: string) => top().locator('wx-button:visible:not([disabled])', { hasText: name });
  const clips = () => top().locator('[class$="--clip"], [class*="--clip "]');
  const saved = () => top().getByText('已保存').waitFor();
  const tool = (name: string) => top().locator('.tool:not([disabled])', { hasText: name }).tap();
  const close = () => top().locator('wx-button[aria-label=关闭]').tap();
  const slide = (label: string, to: number) =>
    top()
      .locator(`wx-slider[aria-label="${label}"] input`)
      .evaluate((field: unknown, value) => {
        // As: the field of a browser that stands in for WeChat's; this runs in the page.
        const input = field as { value: string; dispatchEvent(event: Event): void };
        input.value = String(value);
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }, to);
  const project = async () => {
    const [first] = (await api.call('projects', {})).items;
    return api.call('project', { params: { id: first?.id ?? '' } });
  };

  it('makes a film of three clips, goes on with it after it was killed, and publishes it (GOAL-83, GOAL-85)', async () => {
    await open();
    await button('剪辑一部片子').tap();
    await button('新建项目').tap();
    await button('添加视频').first().tap();
    await top().locator('[aria-label="0:03 海"]').tap();
    await top().locator('[aria-label="0:03 山"]').tap();
    await close();
    await saved();
    // What is shot is uploaded, and becomes a clip when it is ready.
    await top().locator('wx-button[aria-label=添加视频]').last().tap();
    await button('拍摄或从相册上传').tap();
    await expect.poll(() => clips().count()).toBe(3);
    await top().locator('[aria-label="第 3 段，0:02.0"]').waitFor({ timeout: mediaLimitMs });

    await top().locator('[aria-label^="第 1 段"]').tap();
    await tool('裁剪');
    await slide('开头', 30);
    await top().locator('[aria-label="第 1 段，0:02.0"]').waitFor();
    await close();
    await tool('变速');
    await button('2×').tap();
    await top().locator('[aria-label="第 1 段，0:01.0"]').waitFor();
    await close();
    await tool('滤镜');
    await button('黑白').first().tap();
    await close();
    await tool('完成');
    await top().locator('wx-button[aria-label^="第 1 处衔接"]').tap();
    await button('叠化').tap();
    await close();
    await tool('文字');
    await top().locator('wx-textarea textarea').fill('你好，世界');
    await top().locator('[class$=tool_panel--heading]').tap();
    await top().getByText('T 你好，世界').waitFor();
    await button('下部').tap();
    await close();
    await tool('音乐');
    await button('选音乐').tap();
    await top().locator('[aria-label="0:03 海"]').tap();
    await slide('音量', 40);
    await close();

    // Killed with an edit that was not sent yet.
    await saved();
    const before = await project();
    await context.route('**/edits', (route) => route.abort());
    await tool('字幕');
    await button('加一行字幕').tap();
    await top().getByText('已存在手机，连上后同步').waitFor();
    expect((await project()).revision).toBe(before.revision);
    await page.reload();
    await context.unroute('**/edits');
    await button('剪辑一部片子').tap();
    await top().locator('[aria-label="未命名项目"]').tap();
    await saved();
    const after = await project();
    expect(after.revision).toBe(before.revision + 1);
    expect(
      await page.evaluate(`JSON.parse(wx.getStorageSync('weireel.studio.${after.id}')).document`),
    ).toEqual(after.document);
    expect(after.document).toMatchObject({
      tracks: [
        {
          kind: 'visual',
          items: [{ retime: { speed: { num: 8, den: 4 } } }, {}, {}],
          transitions: [{ kind: 'dissolve' }],
        },
        { kind: 'visual', items: [{ kind: 'text', runs: [{ text: '你好，世界' }] }] },
        { kind: 'audio', items: [{ sound: { gain: -8 } }] },
        { kind: 'caption', items: [{ kind: 'caption' }] },
      ],
    });

    // What plays is what will be rendered.
    await top().getByText('精确预览').waitFor({ timeout: mediaLimitMs });
    await top().locator('wx-button[aria-label=播放]').tap();
    await expect
      .poll(() => page.evaluate(`document.querySelector('wx-page:not([style*=none]) video')?.currentTime`))
      .toBeGreaterThan(0.5);
    await button('生成').tap();
    await button('开始生成').tap();
    await button('发布').tap();
    const video = async () =>
      (await api.call('myVideos', {})).items.find(({ title }) => title === '未命名项目');
    await expect.poll(async () => (await video())?.playable, { timeout: mediaLimitMs }).toBe(true);
    expect(Math.abs(((await video())?.durationMs ?? 0) - 6000)).toBeLessThan(100);
    await expect
      .poll(
        () =>
          page.evaluate(
            `[...document.querySelectorAll('video')].some((v) => !v.paused && v.currentTime > 0)`,
          ),
        {
          timeout: mediaLimitMs,
        },
      )
      .toBe(true);
  });
});
