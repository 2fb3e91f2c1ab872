import { join } from 'node:path';
import type { Video } from '@weireel/contract';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, personPassword, publish, register, waitForVideo, type Person } from '../api.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { allPages, furtherLooks, lookAtPages, looks } from './all-pages.ts';
import { smallTargets, type PhoneOptions } from './open-phone.ts';
import { startPhoneWorld, type PhoneWorld } from './phone-world.ts';
import { templateOf } from './template-document.ts';

const undo = undoAfterAll();
const course = '拍海边的日出';
const titles = ['第一课：选地方', '第二课：等光', '第三课：收尾'];

describe('lists of videos in the mini program, and passing one on', () => {
  let world: PhoneWorld;
  let teacher: Person;
  let lessons: Video[];
  let collectionId: string;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    world = await startPhoneWorld(undo);
    const { admin, folder } = world;
    const recipe = { picture: 'testsrc2=s=320x568:r=15:d=2', encoding: phoneEncoding };
    const file = await makeClip(join(folder, 'tall.mp4'), recipe);
    teacher = await register(world.server.url, '海老师');
    await admin.api.call('giveRole', { params: { id: teacher.id, role: 'teacher' } });
    const { id: categoryId } = await admin.api.call('createCategory', {
      body: { names: { zh: '教程', en: 'Lessons' } },
    });
    lessons = [];
    for (const title of titles) {
      const { videoId } = await publish(teacher, { file, title });
      await waitForVideo(teacher.api, videoId, ({ playable }) => playable);
      const body = {
        title,
        description: '',
        tags: ['日出', '海边'],
        categoryId,
        visibility: 'public' as const,
      };
      const params = { id: videoId };
      // The second one may be kept.
      const downloadable = title === titles[1];
      lessons.push(await teacher.api.call('putVideoDetails', { params, body: { ...body, downloadable } }));
    }
    const about = {
      kind: 'course',
      title: course,
      description: '三节课',
      visibility: 'public',
      coverVideoId: null,
    } as const;
    ({ id: collectionId } = await teacher.api.call('createCollection', { body: about }));
    const videoIds = lessons.map(({ id }) => id);
    await teacher.api.call('putCollectionItems', { params: { id: collectionId }, body: { videoIds } });
  });

  afterEach(async () => {
    // Whatever was done, the component framework had nothing to complain about.
    expect(await phone('faults')).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    await context.close();
  });

  async function open(options: PhoneOptions = {}): Promise<void> {
    ({ context, page } = await world.open(options));
  }

  const phone = (field: string): Promise<unknown> => page.evaluate(`phone.${field}`);
  const top = () => page.locator('wx-page.phone-page:visible');
  const button = (name: string) => top().locator('wx-button:visible:not([disabled])', { hasText: name });
  const link = (name: string | RegExp) => top().getByRole('link', { name });
  const me = async () =>
    apiOf(world.server.url, String(await page.evaluate(`wx.getStorageSync('weireel.token')`)));

  it('leads through a course lesson by lesson, and on to where one was', async () => {
    await open({ page: 'pages/person/person', query: { id: teacher.id } });
    await button('关注').tap();
    await button('已关注').waitFor();
    await top().locator('wx-collection-strip').getByText(course).tap();
    await button('开始学习').tap();
    // Each one plays to its end and leads to the next, until there is none.
    await top().getByText('3 / 3').waitFor();
    const params = { id: collectionId };
    const done = async () => (await (await me()).call('collection', { params })).progress?.done;
    await expect.poll(done).toBe(3);
    await expect.poll(() => button('下一课').count()).toBe(0);
    await button(course).tap();
    const bar = top().locator('wx-lesson-bar');
    await expect.poll(() => bar.getByText('✓ 已看完').count()).toBe(2);
    await bar.locator('wx-switch input').uncheck();
    await bar.getByText(titles[0] ?? '').tap();
    // Here it stays now.
    await top().getByText('1 / 3').waitFor();
    await (await me()).call('forgetWatched', { params: { id: lessons[1]?.id ?? '' } });
    await top().locator('wx-button[aria-label=返回]').tap();
    await top().getByText('已完成 2 / 3').waitFor();
    await button(`继续：${titles[1]}`).tap();
    await top().getByText('2 / 3').waitFor();
    await button('下一课').tap();
    await top().getByText('3 / 3').waitFor();
  });

  it('lists who follows whom, follows from there, and takes back whom one blocked or muted', async () => {
    const fan = await register(world.server.url, '海粉');
    await fan.api.call('followUser', { params: { id: teacher.id } });
    await open({ page: 'pages/person/person', query: { id: teacher.id } });
    const fans = async () => (await fan.api.call('followers', { params: { id: teacher.id } })).items.length;
    const before = await fans();
    await button('关注').tap();
    await button('已关注').waitFor();
    // The phone says so before the server knows.
    await expect.poll(fans).toBe(before + 1);
    await link(/粉丝$/).tap();
    const row = () => top().locator('wx-person-row', { hasText: '海粉' });
    await row().locator('wx-button').tap();
    await row().getByText('已关注').waitFor();
    // Oneself is there, too, and is not followed.
    const rows = top().locator('wx-person-row');
    await expect.poll(async () => (await rows.count()) - (await rows.locator('wx-button').count())).toBe(1);
    await row().getByText('海粉').tap();
    await button('已关注').waitFor();
    for (const deed of ['屏蔽', '拉黑']) {
      await button('更多').tap();
      await page.locator('.phone-action-sheet').getByText(deed, { exact: true }).tap();
      await expect.poll(() => phone('toasts')).toContain(`已${deed}，可在设置里恢复`);
    }
    const mine = async (by: 'blocked' | 'muted') =>
      (await (await me()).call('myAvoided', { query: { by } })).items.length;
    await page.evaluate(`wx.navigateTo({ url: '/pages/settings/settings' })`);
    await button('黑名单与屏蔽').tap();
    await row().locator('wx-button', { hasText: '取消拉黑' }).tap();
    await top().getByText('没有人').waitFor();
    expect([await mine('blocked'), await mine('muted')]).toEqual([0, 1]);
    await top().getByRole('tab', { name: '屏蔽' }).tap();
    await row().locator('wx-button', { hasText: '取消屏蔽' }).tap();
    await expect.poll(() => mine('muted')).toBe(0);
    await page.evaluate(`wx.switchTab({ url: '/pages/me/me' })`);
    // Blocking has ended that one follows them.
    await link('1 关注').tap();
    await top().locator('wx-person-row', { hasText: '海老师' }).waitFor();
  });

  it('shows what has a tag or is of a category, by what is new or hot', async () => {
    await open({ page: 'pages/watch/watch', query: { v: lessons[0]?.id ?? '' } });
    await button('#日出').tap();
    await top().getByText('3 个视频').waitFor();
    const tiles = top().locator('wx-video-grid [role=button]');
    await expect.poll(() => tiles.count()).toBe(3);
    await button('#海边').waitFor();
    await world.admin.api.call('likeVideo', { params: { id: lessons[1]?.id ?? '' } });
    await top().getByRole('tab', { name: '最热' }).tap();
    await expect.poll(() => tiles.first().textContent()).toContain(titles[1]);
    await page.evaluate(`wx.switchTab({ url: '/pages/search/search' })`);
    await button('教程').tap();
    await top()
      .getByText(titles[2] ?? '')
      .waitFor();
    await top().locator('.phone-bar', { hasText: '教程' }).waitFor();
    await page.evaluate(`wx.navigateBack()`);
    // By what is typed to what is suggested, and from there to the course itself.
    await top().locator('wx-input input').fill('海边的日');
    await button(course).tap();
    await top().getByRole('tab', { name: '合集与课程' }).tap();
    await top().getByText('课程 · 3 课 · 海老师').tap();
    await top()
      .getByText(titles[2] ?? '')
      .waitFor();
  });

  it('passes a video on by a code and a link, and keeps it where its author lets people', async () => {
    await open({ page: 'pages/watch/watch', query: { v: lessons[0]?.id ?? '' } });
    await page.evaluate(`phone.hasAgreed = true; phone.letsKeep = false`);
    const share = () => top().locator('wx-button[aria-label=分享]').tap();
    await share();
    // Not this one.
    await button('发给朋友').waitFor();
    await expect.poll(() => button('保存视频').count()).toBe(0);
    await button('朋友圈').tap();
    await top().getByText('选择「分享到朋友圈」').waitFor();
    await button('二维码').tap();
    await top().getByText('用微信扫码观看').waitFor();
    await button('保存图片').tap();
    await button('去设置里允许').tap();
    await button('保存图片').tap();
    await expect.poll(() => phone('kept')).toMatchObject([{ kind: 'image' }]);
    await top().locator('wx-share-sheet').waitFor({ state: 'detached' });
    await share();
    await button('复制链接').tap();
    await expect.poll(() => phone('clipboard')).toContain('/s/');
    await page.evaluate(`wx.navigateTo({ url: '/pages/watch/watch?v=${lessons[1]?.id}' })`);
    await share();
    await button('保存视频').tap();
    const { sizeBytes } = await mp4Of(lessons[1]?.id ?? '');
    await expect.poll(() => phone('kept')).toContainEqual({ kind: 'video', sizeBytes });
  });

  it('has no page with what a finger misses, an eye does not read, or a screen does not hold, in any look', async () => {
    // Where somebody wants to look at pictures of them.
    const folder = process.env['WEIREEL_PICTURES'] ?? null;
    const teachersPhone = { openid: 'o-teacher' };
    const linked = { code: world.wechat.issue(teachersPhone), password: personPassword };
    await teacher.api.call('linkWechat', { body: linked });
    const [video] = lessons;
    await teacher.api.call('createComment', { params: { id: video?.id ?? '' }, body: { body: '真美' } });
    await world.admin.api.call('followUser', { params: { id: teacher.id } });
    await teacher.api.call('favouriteVideo', { params: { id: video?.id ?? '' } });
    await teacher.api.call('putPosition', { params: { id: video?.id ?? '' }, body: { positionMs: 900 } });
    await waitForVideo(teacher.api, video?.id ?? '', ({ state }) => state === 'ready');
    const [material] = (await teacher.api.call('materials', {})).items;
    if (material === undefined) throw new Error('there is nothing to cut');
    const document = { ...templateOf(material.source, '海边') };
    const project = await teacher.api.call('createProject', { body: { title: '海边的早晨', document } });
    const furniture = {
      ...{ videoId: video?.id ?? '', courseId: collectionId, personId: teacher.id, projectId: project.id },
    };
    const found: string[] = [];
    const full = { loginCode: () => world.wechat.issue(teachersPhone) };
    const visits = [
      ...looks.map((look) => ({ look, who: 'full', options: { ...look, ...full } })),
      // Where pictures are made, also those of somebody who is new.
      ...(folder === null
        ? []
        : [
            ...furtherLooks.map((look) => ({ look, who: 'full', options: { ...look, ...full } })),
            ...looks.map((look) => ({ look, who: 'empty', options: look })),
          ]),
    ];
    for (const [at, { look, who, options }] of visits.entries()) {
      if (at > 0) await context.close();
      await open(options);
      const name = `${look.viewport.width}-${look.colorScheme}-${look.language}-${who}`;
      found.push(...(await lookAtPages(page, allPages(furniture), { folder, name })));
    }
    expect(found).toEqual([]);
  }, 600_000);

  async function mp4Of(id: string): Promise<{ sizeBytes: number }> {
    const answer = await fetch(`${world.server.url}/api/v1/videos/${id}/download`);
    return { sizeBytes: (await answer.arrayBuffer()).byteLength };
  }
});
