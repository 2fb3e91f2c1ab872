import { join } from 'node:path';
import type { Video } from '@weireel/contract';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, personPassword, publish, register, waitForVideo, type Person } from '../api.ts';
import { eventually } from '../eventually.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import { runTool } from '../run-tool.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { fingerOver, smallTargets, type PhoneOptions } from './open-phone.ts';
import { startPhoneWorld, type PhoneWorld } from './phone-world.ts';

const undo = undoAfterAll();

describe('the pages of the mini program beside the feed', () => {
  let world: PhoneWorld;
  let somebody: Person;
  let context: BrowserContext;
  let page: Page;
  let shown: Video;
  let hidden: Video;
  let clip: string;

  beforeAll(async () => {
    world = await startPhoneWorld(undo);
    const recipe = { picture: 'testsrc2=s=320x568:r=15:d=2', encoding: phoneEncoding };
    clip = await makeClip(join(world.folder, 'tall.mp4'), recipe);
    const file = clip;
    somebody = await register(world.server.url, '小影');
    const playable = async (title: string, visibility: 'public' | 'internal') => {
      const { videoId } = await publish(somebody, { file, title, visibility });
      return waitForVideo(somebody.api, videoId, (video) => video.playable);
    };
    shown = await playable('清晨的海边', 'public');
    hidden = await playable('只给登录的人', 'internal');
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

  /** Opens the page of a video, as a card in a chat does. */
  const openVideo = (video: string, options: PhoneOptions = {}) =>
    open({ page: 'pages/watch/watch', query: { v: video }, ...options });
  const phone = (field: string): Promise<unknown> => page.evaluate(`phone.${field}`);
  /** The page that is shown, above those that lie below it. */
  const top = () => page.locator('wx-page.phone-page:visible');
  const playing = (): Promise<unknown> =>
    page.evaluate(
      `[...document.querySelectorAll('video')].filter((v) => !v.paused && v.currentTime > 0).length`,
    );
  const button = (name: string) => top().locator('wx-button:visible', { hasText: name });
  const tab = (name: string) => top().locator('.custom_tab_bar_index--bar').getByRole('tab', { name });

  describe('the page of a video', () => {
    it('plays what a card in a chat names, with its comments, and leads to the feed', async () => {
      await somebody.api.call('createComment', { params: { id: shown.id }, body: { body: '第一句话' } });
      await openVideo(shown.id);
      await expect.poll(playing).toBe(1);
      await top().locator('wx-button[aria-label=评论]').tap();
      await page.getByText('第一句话').waitFor();
      await page.locator('wx-button[aria-label=关闭]').tap();
      await top().locator('wx-button[aria-label=分享]').tap();
      await button('发给朋友').tap();
      await page.locator('wx-share-sheet').waitFor({ state: 'detached' });
      expect(await phone('shared')).toMatchObject([{ path: `/pages/watch/watch?v=${shown.id}` }]);
      await top().locator('wx-button[aria-label=去首页]').tap();
      await tab('首页').waitFor();
      await expect.poll(playing).toBe(1);
    });

    it('signs in who opens what only the signed-in may see, here by a code, but not on a card in Moments', async () => {
      await open({ page: 'pages/watch/watch', query: { scene: `v%3D${hidden.id}` } });
      await expect.poll(playing).toBe(1);
      await context.close();
      await openVideo(hidden.id, { scene: 1154 });
      await page.getByText('看不到这个视频').waitFor();
      expect(await phone('refused')).toEqual([]);
    });

    it('goes to a chapter that is chosen from their list', async () => {
      const chapters = [
        { startMs: 0, title: '日出之前' },
        { startMs: 1500, title: '第一朵浪' },
      ];
      await somebody.api.call('putChapters', { params: { id: shown.id }, body: { chapters } });
      await openVideo(shown.id);
      await expect.poll(playing).toBe(1);
      await page.evaluate(`{
        const video = [...document.querySelectorAll('video')].find((each) => !each.paused);
        window.sought = [];
        video.addEventListener('seeking', () => sought.push(video.currentTime));
      }`);
      await button('章节').tap();
      await button('第一朵浪').tap();
      // The clip plays on in a circle, so that where it stands later says nothing.
      await expect.poll(() => page.evaluate('sought')).toContain(1.5);
      await expect.poll(() => button('第一朵浪').count()).toBe(0);
      await somebody.api.call('putChapters', { params: { id: shown.id }, body: { chapters: [] } });
    });

    it('plays twice as fast while a finger stays, and goes where a finger leads that moves across', async () => {
      await waitForVideo(somebody.api, shown.id, ({ playback }) => playback?.storyboard != null);
      await openVideo(shown.id);
      await expect.poll(playing).toBe(1);
      const finger = await fingerOver(page);
      const rate = () => page.evaluate(`document.querySelector('video').playbackRate`);
      await finger.down(150, 300);
      await top().getByText('2 倍速播放中').waitFor();
      await expect.poll(() => rate()).toBe(2);
      await finger.up();
      await top().getByText('2 倍速播放中').waitFor({ state: 'detached' });
      await expect.poll(() => rate()).toBe(1);
      // Who lifts a finger that stayed has not tapped.
      await expect.poll(playing).toBe(1);
      await page.evaluate(`{
        window.sought = [];
        const video = document.querySelector('video');
        video.addEventListener('seeking', () => sought.push(video.currentTime));
      }`);
      const leadsTo = /^0:0[12] \/ 0:02$/;
      await finger.down(60, 300);
      // A browser that is busy tells of the last movement when the finger moves again, as a real one always does.
      let y = 310;
      await eventually(async () => {
        y = y === 310 ? 312 : 310;
        await finger.moveTo(350, y);
        return top().getByText(leadsTo).isVisible();
      });
      await top().locator('wx-image[class*=--sheet] img[src*="/media/"]').waitFor();
      await finger.up();
      await top().getByText(leadsTo).waitFor({ state: 'detached' });
      // More than half of the screen leads through more than half of the clip, wherever it was.
      await expect.poll(() => page.evaluate('sought.some((at) => at > 1)')).toBe(true);
    });

    it('shows what is said at its moments, until that is not wanted, and takes in what one says', async () => {
      const params = { id: shown.id };
      for (const [atMs, mode] of [
        [0, 'scroll'],
        [100, 'bottom'],
      ] as const) {
        // As: modes.
        await somebody.api.call('createDanmaku', { params, body: { atMs, body: `在 ${mode}`, mode } });
      }
      // The stand-in's clip has been read before anybody said something.
      shown = await somebody.api.call('video', { params });
      await openVideo(shown.id);
      await expect.poll(playing).toBe(1);
      const line = (text: string) => top().locator('wx-danmaku-layer').getByText(text);
      await line('在 scroll').waitFor({ state: 'attached' });
      await line('在 bottom').waitFor({ state: 'attached' });
      await top().locator('wx-button[aria-label=隐藏弹幕]').tap();
      await top().locator('wx-danmaku-layer').waitFor({ state: 'detached' });
      await button('发个弹幕').tap();
      await page.getByPlaceholder('发个弹幕').fill('海风吹来了');
      await top().getByRole('radio', { name: '黄色' }).tap();
      await top().getByRole('radio', { name: '全屏' }).tap();
      await button('发送').tap();
      // Who says something sees it.
      await line('海风吹来了').waitFor({ state: 'attached' });
      await top().locator('wx-danmaku-sheet').waitFor({ state: 'detached' });
      const { items } = await somebody.api.call('danmaku', { params, query: { window: 0 } });
      expect(items).toContainEqual(expect.objectContaining({ body: '海风吹来了', colour: 'yellow' }));
      await expect.poll(() => page.evaluate(`wx.getStorageSync('weireel.danmaku-density')`)).toBe('full');
      // What somebody else says now is seen while they say it, and no more when they take it back.
      const said = await somebody.api.call('createDanmaku', {
        params,
        body: { atMs: 500, body: '刚刚说的🌊', mode: 'top' },
      });
      await line('刚刚说的🌊').waitFor({ state: 'attached' });
      await somebody.api.call('deleteDanmaku', { params: { id: said.id } });
      await line('刚刚说的🌊').waitFor({ state: 'detached' });
      await context.close();
      await openVideo(shown.id, { scene: 1154 });
      await line('在 scroll').waitFor({ state: 'attached' });
      await expect.poll(() => button('发个弹幕').count()).toBe(0);
    });

    it('says that a video is being made, and begins by itself', async () => {
      let answer: Partial<Video> = { playback: null, playable: false, state: 'processing' };
      await openVideo('');
      const address = `**/api/v1/videos/${shown.id}`;
      await context.route(address, (route) => route.fulfill({ json: { ...shown, ...answer } }));
      await page.evaluate(`wx.navigateTo({ url: '/pages/watch/watch?v=${shown.id}' })`);
      await top().getByText('视频正在准备').waitFor();
      answer = {};
      await expect.poll(playing).toBe(1);
    });

    it('says that the network is away, and begins when it is back', async () => {
      await openVideo('');
      await context.setOffline(true);
      await page.evaluate(`wx.navigateTo({ url: '/pages/watch/watch?v=${shown.id}' })`);
      await top().getByText('视频没有加载出来').waitFor();
      await top().getByText('没有网络').waitFor();
      await context.setOffline(false);
      await expect.poll(playing).toBe(1);
    });
  });

  it('shows a person from beside their video: what they published, and whether one follows them', async () => {
    await openVideo(shown.id);
    await top().getByText('小影', { exact: true }).tap();
    await top().getByText('1 个视频').waitFor();
    await button('关注').tap();
    await expect
      .poll(async () => (await somebody.api.call('user', { params: { id: somebody.id } })).counts.followers)
      .toBe(1);
    // What is so here is so beside the video.
    await top().locator('[aria-label=清晨的海边]').tap();
    await button('已关注').waitFor();
  });

  it('tells what others did, how much of it is new, and forgets nothing that was read', async () => {
    const code = world.wechat.issue({ openid: 'o-author' });
    const { token } = await apiOf(world.server.url).call('wechatLogin', { body: { code } });
    const author = apiOf(world.server.url, token);
    const comment = await author.call('createComment', { params: { id: shown.id }, body: { body: '真美' } });
    const body = { body: '谢谢', replyTo: comment.id };
    await somebody.api.call('createComment', { params: { id: shown.id }, body });
    const { id: authorId } = await author.call('me');
    await somebody.api.call('followUser', { params: { id: authorId } });
    await open({ loginCode: () => world.wechat.issue({ openid: 'o-author' }) });
    await tab('消息').tap();
    await top().getByText('小影 回复了你的评论').waitFor();
    // Who was signed in by looking is told how much is new.
    await top().locator('.custom_tab_bar_index--unread', { hasText: '2' }).waitFor();
    // What is done here at once reads its line.
    await button('回关').tap();
    await top().getByText('已关注').waitFor();
    await top().locator('.custom_tab_bar_index--unread', { hasText: '1' }).waitFor();
    const person = { params: { id: somebody.id } };
    expect((await author.call('user', person)).mine?.following).toBe(true);
    await button('全部已读').tap();
    await top().locator('.custom_tab_bar_index--unread').waitFor({ state: 'detached' });
    // Whom WeChat asks whether it may tell them decides, and each word of theirs buys a message.
    await page.evaluate(`phone.subscribes = 'reject'`);
    await button('有消息时微信告诉我').tap();
    await page.evaluate(`phone.subscribes = 'accept'`);
    await button('有消息时微信告诉我').tap();
    await top().getByText('微信还会告诉你 2 次').waitFor();
    expect(await phone('subscribed')).toEqual(['Template-of-comments', 'Template-of-followers']);
    expect((await author.call('wechatMessages')).items.map(({ messages }) => messages)).toEqual([1, 1]);
    await top().getByText('小影 回复了你的评论').tap();
    await expect.poll(playing).toBe(1);
    await top().getByText('真美').waitFor();
    await author.call('unfollowUser', person);
  });

  it('reads what is opened, and lets a comment that waits be approved where it is told', async () => {
    const code = world.wechat.issue({ openid: 'o-host' });
    const { token, user } = await apiOf(world.server.url).call('wechatLogin', { body: { code } });
    const host = apiOf(world.server.url, token);
    await world.admin.api.call('giveRole', { params: { id: user.id, role: 'creator' } });
    const { videoId } = await publish({ ...somebody, api: host }, { file: clip, title: '我的视频' });
    await waitForVideo(host, videoId, ({ playable }) => playable);
    await host.call('putCommentPolicy', { params: { id: videoId }, body: { policy: 'approve' } });
    await somebody.api.call('createComment', { params: { id: videoId }, body: { body: '等你同意' } });
    await somebody.api.call('likeVideo', { params: { id: videoId } });
    await open({ loginCode: () => world.wechat.issue({ openid: 'o-host' }) });
    await tab('消息').tap();
    const unread = () => top().locator('.custom_tab_bar_index--unread');
    await expect.poll(() => unread().textContent()).toBe('2');
    await button('同意').tap();
    await expect.poll(() => unread().textContent()).toBe('1');
    expect((await somebody.api.call('comments', { params: { id: videoId } })).items).toHaveLength(1);
    await top().getByText('小影 喜欢了你的视频').tap();
    await top().locator('wx-button[aria-label=返回]').tap();
    await unread().waitFor({ state: 'detached' });
    await host.call('deleteVideo', { params: { id: videoId } });
  });

  it('keeps what was watched and favoured, until that is switched off or cleared', async () => {
    await openVideo(shown.id);
    await top().locator('wx-button[aria-label=收藏]').tap();
    await expect.poll(() => page.evaluate(`wx.getStorageSync('weireel.me')`)).not.toBe('');
    const token = String(await page.evaluate(`wx.getStorageSync('weireel.token')`));
    const me = apiOf(world.server.url, token);
    // What was pressed follows the signing in.
    await expect.poll(async () => (await me.call('myFavourites', {})).items).toHaveLength(1);
    await page.evaluate(`wx.navigateTo({ url: '/pages/library/library?kind=favourites' })`);
    await top().getByText('清晨的海边').waitFor();
    await me.call('putPosition', { params: { id: shown.id }, body: { positionMs: 1000 } });
    await page.evaluate(`wx.navigateTo({ url: '/pages/library/library?kind=history' })`);
    await top().getByText('清晨的海边').waitFor();
    await button('清空历史').tap();
    await top().getByText('没有观看记录').waitFor();
    await page.evaluate(`wx.navigateTo({ url: '/pages/settings/settings' })`);
    // A picture to be shown by, as WeChat hands it over.
    const { stdout: face } = await runTool('ffmpeg', [
      ...[
        '-f',
        'lavfi',
        '-i',
        'testsrc2=s=132x132',
        '-frames:v',
        '1',
        '-c:v',
        'mjpeg',
        '-f',
        'mjpeg',
        'pipe:1',
      ],
    ]);
    const address = `data:image/jpeg;base64,${Buffer.from(face).toString('base64')}`;
    await page.evaluate(`phone.avatar = '${address}'`);
    await button('点按更换').tap();
    await expect.poll(async () => (await me.call('me')).avatarUrl).not.toBeNull();
    await top().locator('wx-image img[src*="/media/people/"]').waitFor();
    await button('移除头像').tap();
    await expect.poll(async () => (await me.call('me')).avatarUrl).toBeNull();
    await button('移除头像').waitFor({ state: 'hidden' });
    const nickname = top().locator('wx-input[aria-label=昵称] input');
    await nickname.fill('新名字');
    await nickname.blur();
    await expect.poll(async () => (await me.call('me')).nickname).toBe('新名字');
    await top().locator('wx-switch[aria-label=记录观看历史] input').uncheck();
    await expect.poll(async () => (await me.call('historySettings')).isKept).toBe(false);
    await button('退出登录').tap();
    await top().getByText('还没有登录').waitFor();
    await expect(me.call('me')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('uses an account of the web from now on, once nothing else is this WeChat’s', async () => {
    const person = await register(world.server.url, '网页上的人');
    const link = async (password: string): Promise<void> => {
      await page.evaluate(`wx.navigateTo({ url: '/pages/account/account' })`);
      await top().locator('wx-input[aria-label=账号] input').fill(person.account);
      await top().locator('wx-input[aria-label=密码] input').fill(password);
      await button('登录并绑定').tap();
    };
    const openVideoAgain = () => page.evaluate(`wx.navigateTo({ url: '/pages/watch/watch?v=${shown.id}' })`);
    // They come in by WeChat alone, and are somebody else.
    await openVideo(shown.id);
    await top().locator('wx-button[aria-label=收藏]').tap();
    await expect.poll(() => page.evaluate(`wx.getStorageSync('weireel.me')`)).not.toBe('');
    await link('not the password');
    await top().getByText('账号或密码不正确').waitFor();
    await page.evaluate(`wx.navigateBack()`);
    await link(personPassword);
    await top().getByText('这个微信已有自己的账号').waitFor();
    await page.evaluate(`wx.navigateBack()`);
    await page.evaluate(`wx.navigateTo({ url: '/pages/settings/settings' })`);
    await button('注销账号').tap();
    await top().getByText('还没有登录').waitFor();
    await link(personPassword);
    await expect.poll(() => page.evaluate(`wx.getStorageSync('weireel.me')`)).toBe(person.id);
    await top().getByText(person.account).waitFor();
    expect(await person.api.call('wechat')).toMatchObject({ isLinked: true });
    // And no more, when they want that: this phone is signed out, and its WeChat leads to an account of its own.
    await page.evaluate(`wx.navigateTo({ url: '/pages/settings/settings' })`);
    await button('解绑微信').tap();
    await top().getByText('还没有登录').waitFor();
    expect(await person.api.call('wechat')).toMatchObject({ isLinked: false });
    await openVideoAgain();
    await top().locator('wx-button[aria-label=喜欢]').tap();
    await expect.poll(() => page.evaluate(`wx.getStorageSync('weireel.me')`)).not.toBe('');
    await expect.poll(() => page.evaluate(`wx.getStorageSync('weireel.me')`)).not.toBe(person.id);
  });

  it('waits for a tap on mobile data where that is wanted, and loads nothing ahead where data are saved', async () => {
    await open({ page: 'pages/settings/settings' });
    await top().locator('wx-switch[aria-label=移动网络下自动播放] input').uncheck();
    await button('画质').tap();
    await page.locator('.phone-action-sheet').getByText('省流量').tap();
    await button('省流量').waitFor();
    await page.evaluate(`phone.network = '4g'; dispatchEvent(new Event('online'))`);
    await page.evaluate(`wx.navigateTo({ url: '/pages/watch/watch?v=${shown.id}' })`);
    await top().getByText('正在使用移动网络').waitFor();
    await expect.poll(() => page.locator('video').count()).toBe(0);
    await button('正在使用移动网络').tap();
    await expect.poll(playing).toBe(1);
    await top().getByText('正在使用移动网络').waitFor({ state: 'detached' });
  });

  it('speaks the language that was chosen from the next beginning on', async () => {
    await open({ page: 'pages/settings/settings' });
    await button('语言').tap();
    await page.locator('.phone-action-sheet').getByText('English').tap();
    await page.getByText('Privacy guideline').waitFor();
  });
});
