import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Api } from '@weireel/client';
import type { EditDocument } from '@weireel/edit';
import { setWords, type Title } from '@weireel/edit/editing';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, publish, waitForVideo, type Person } from '../api.ts';
import { mediaLimitMs } from '../eventually.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { smallTargets, type PhoneOptions } from './open-phone.ts';
import { startPhoneWorld, type PhoneWorld } from './phone-world.ts';
import { templateOf } from './template-document.ts';

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

  /** A video with words over it, each to be replaced. */
  async function template(title: string): Promise<string> {
    const { items } = await api.call('materials', {});
    const sea = items.find((material) => material.title === '海');
    if (sea === undefined) throw new Error('there is no sea');
    const document = templateOf(sea.source, '名字');
    return (await api.call('createProject', { body: { title, document: { ...document } } })).id;
  }

  const titled = async (title: string) =>
    (await api.call('projects', {})).items.find((each) => each.title === title);
  const row = (title: string) => top().locator('[class$=--project], .project', { hasText: title });
  const more = async (title: string, deed: string) => {
    await row(title).locator('wx-button[aria-label=更多]').tap();
    await page.locator('.phone-action-sheet').getByText(deed, { exact: true }).tap();
  };
  const documentOf = async (title: string) =>
    // As: the server keeps valid ones alone.
    (await api.call('project', { params: { id: (await titled(title))?.id ?? '' } }))
      .document as unknown as EditDocument;

  it('fills a template, gives what it became another name, copies and deletes it (GOAL-63)', async () => {
    await template('生日');
    await open({ page: 'studio/projects/projects' });
    await row('生日').getByText('模板').waitFor();
    await more('生日', '套用这个模板');
    await top().getByText('至少 3 秒').waitFor();
    await button('选一段视频').tap();
    await top().locator('[aria-label="0:03 山"]').tap();
    await top().getByText('已选：山').waitFor();
    await top().locator('wx-textarea[aria-label=主角] textarea').fill('小明');
    await top().locator('wx-input[aria-label=项目名称] input').fill('给小明');
    await button('做成新项目').tap();
    await top().getByText('T 小明').waitFor();
    await saved();
    const made = await titled('给小明');
    await expect
      .poll(() => page.evaluate(`wx.getStorageSync('weireel.studio.${made?.id}')`))
      .toContain('小明');
    const { items } = await api.call('materials', {});
    const hill = items.find((material) => material.title === '山')?.source.assetId ?? '';
    expect(Object.values((await documentOf('给小明')).assets)).toMatchObject([{ assetId: hill }]);

    await page.evaluate('wx.navigateBack()');
    await more('给小明', '重命名');
    await top().locator('wx-input[aria-label=项目名称] input').fill('给小红');
    await button('保存').tap();
    await row('给小红').waitFor();
    await more('给小红', '复制一份');
    await row('给小红 副本').waitFor();
    await more('给小红 副本', '删除');
    await expect.poll(() => row('给小红').count()).toBe(1);
    await more('给小红', '删除');
    await expect.poll(() => row('给小红').count()).toBe(0);
    // Nor does the phone keep anything of it.
    await expect.poll(() => page.evaluate(`wx.getStorageSync('weireel.studio.${made?.id}')`)).toBe('');
    expect([await titled('给小红'), await titled('给小红 副本')]).toEqual([undefined, undefined]);
  });

  it('asks about what others changed in the same place, and keeps both where that is wanted', async () => {
    const id = await template('一起剪');
    await open({ page: 'studio/edit/edit', query: { id } });
    await saved();
    await context.route('**/edits', (route) => route.abort());
    await top().getByText('T 名字').tap();
    await top().locator('wx-textarea textarea').fill('我的字');
    await top().locator('[class$=tool_panel--heading]').tap();
    await top().getByText('已存在手机，连上后同步').waitFor();
    const words = (await documentOf('一起剪')).tracks.flatMap((track) => track.items).find(isTitle);
    if (words === undefined) throw new Error('there are no words');
    const edits = [[setWords(words, '别人的字')]];
    await api.call('editProject', { params: { id }, body: { revision: 1, edits } });
    await context.unroute('**/edits');
    await top().getByText('T 别人的字').waitFor();
    await expect.poll(() => phone('modals')).toMatchObject([{ confirmText: '另存一份', cancelText: '不用' }]);
    await expect.poll(async () => (await titled('一起剪 副本')) !== undefined).toBe(true);
    await saved();
    // Once, whatever else changed while it was made.
    const copies = (await api.call('projects', {})).items.filter(({ title }) => title === '一起剪 副本');
    expect(copies).toHaveLength(1);
    expect(JSON.stringify(await documentOf('一起剪 副本'))).toContain('我的字');
    expect(JSON.stringify(await documentOf('一起剪'))).not.toContain('我的字');
  });

  const isTitle = (item: EditDocument['tracks'][number]['items'][number]): item is Title =>
    item.kind === 'text';
});
