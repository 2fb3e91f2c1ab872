import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { apiOf } from '../api.ts';
import { doubleTap, smallTargets, swipe, type PhoneOptions } from '../miniprogram/open-phone.ts';
import type { PhoneWorld } from '../miniprogram/phone-world.ts';
import { shownTitle } from '../miniprogram/swipe-on.ts';
import type { Client, Press, Screen, Sentence } from './client.ts';

const names: Record<Press, string> = { like: '喜欢', favourite: '收藏', comments: '评论', more: '更多' };
const sentences: Record<Sentence, string> = {
  offline: '没有网络，恢复后会自动继续',
  'not reached': '没有连上服务器',
  'feed failed': '视频没有加载出来',
  'follow somebody': '关注喜欢的作者',
  'no such video': '看不到这个视频',
  'no videos of mine': '还没有视频',
};
const inMoments = 1154;
const needsAccount = '请点下方「前往小程序」再操作';

/** The mini program, as it is built, on the phone that stands in for WeChat's. */
export function phoneClient(world: PhoneWorld): Client {
  return { name: 'mini program', enter: () => Promise.resolve(phoneScreen(world)) };
}

function phoneScreen(world: PhoneWorld): Screen {
  let phone: Awaited<ReturnType<PhoneWorld['open']>> | undefined;
  let scene = 1001;
  const person = { openid: `o${Math.random()}` };
  const now = () => {
    if (phone === undefined) throw new Error('nothing is open yet');
    return phone;
  };
  const page = () => now().page;
  const read = (field: string): Promise<unknown> => page().evaluate(`phone.${field}`);
  const top = () => page().locator('wx-page.phone-page:visible');
  const button = (name: string | RegExp) =>
    top().locator('wx-button:visible:not([disabled])', { hasText: name });
  const labelled = (name: string) => top().locator(`wx-button[aria-label=${name}]`).first();
  const tab = (name: string) => top().getByRole('tab', { name, exact: true });

  async function open(options: PhoneOptions = {}): Promise<void> {
    await close();
    scene = options.scene ?? 1001;
    phone = await world.open({ loginCode: () => world.wechat.issue(person), ...options });
  }

  async function close(): Promise<void> {
    if (phone === undefined) return;
    // Whatever was done, neither the component framework nor WeChat had anything to complain about.
    expect(await read('faults')).toEqual([]);
    expect(await read('refused')).toEqual([]);
    expect(await smallTargets(page())).toEqual([]);
    await phone.context.close();
  }

  /** Opens a page above those that are there; whoever is signed in stays so. */
  async function lead(page: string, query: Record<string, string> = {}): Promise<void> {
    if (phone === undefined) return open({ page, query });
    const address = `/${page}?${String(new URLSearchParams(query))}`;
    await now().page.evaluate(`wx.navigateTo({ url: '${address}' })`);
    await top().locator(`xpath=self::*[@data-page='${page}']`).waitFor();
  }

  const commentOf = (text: string) => page().locator('wx-comment-item', { hasText: text });

  const withFile = async (path: string) => {
    await now().context.route('**/album.mp4', (route) => route.fulfill({ path }));
    const { length: size } = await readFile(path);
    await page().evaluate(
      `phone.album.push({ url: '${world.server.url}/album.mp4', size: ${size}, duration: 2 })`,
    );
    await page().evaluate(`phone.hasAgreed = true`);
  };

  const report = async (what: string | null, why: string, detail = '') => {
    if (what !== null) await page().getByText(what).tap();
    await page().getByText(why, { exact: true }).tap();
    if (detail !== '') await page().getByPlaceholder('请说明原因').fill(detail);
    await page().locator('wx-button:not([disabled])', { hasText: '提交举报' }).tap();
    await expect.poll(() => read('toasts')).toContain('已收到举报，管理人员会处理');
    await page().locator('wx-report-sheet').waitFor({ state: 'detached' });
  };
  const choose = (name: string | RegExp) => page().locator('.phone-action-sheet').getByText(name).tap();

  return {
    get page() {
      return page();
    },
    get context() {
      return now().context;
    },
    openFeed: (videoId) => open(videoId === undefined ? {} : { query: { v: videoId } }),
    // A card in Moments: the one page that WeChat shows to people without asking who they are.
    openLink: (videoId) => open({ query: { v: videoId }, scene: inMoments }),
    openSearch: async () => {
      await open();
      await tab('搜索').tap();
    },
    openPublish: () => open({ page: 'pages/publish/publish' }),
    async openMine() {
      // Nothing of a file that was sent is left on the phone.
      if (phone !== undefined) {
        await expect.poll(() => page().evaluate(`wx.getStorageSync('phone.files')`)).toBe('{}');
      }
      const isPublishing =
        phone !== undefined && (await top().getAttribute('data-page')) === 'pages/publish/publish';
      if (isPublishing) await button('我的视频').tap();
      else await open({ page: 'pages/mine/mine' });
    },
    openCollection: (id) => lead('pages/collection/collection', { id }),
    openFavourites: () => lead('pages/library/library', { kind: 'favourites' }),
    openHistory: () => lead('pages/library/library', { kind: 'history' }),
    openSessions: () => lead('pages/sessions/sessions'),
    beginAnew: async () => void (await page().reload()),

    shownTitle: () => shownTitle(page()),
    playing: () =>
      page().evaluate(
        `[...document.querySelectorAll('video')].filter((v) => !v.paused && v.currentTime > 0).length`,
      ),
    swipe: (to) => (to === 'next' ? swipe(page(), 600, 200) : swipe(page(), 200, 600)),
    tapTwice: () => doubleTap(page(), { x: 150, y: 300 }),
    press: (name) => labelled(names[name]).tap(),
    async followShared() {
      const title = await shownTitle(page());
      await labelled('分享').tap();
      await button('发给朋友').tap();
      await expect.poll(() => read('shared')).not.toEqual([]);
      // As: what a page gives WeChat to share.
      const shared = (await read('shared')) as { path: string; title: string }[];
      expect(shared.at(-1)?.title).toBe(title);
      const [path = '', query = ''] = (shared.at(-1)?.path ?? '').slice(1).split('?');
      await open({ page: path, query: Object.fromEntries(new URLSearchParams(query)) });
    },
    chooseFeed: (name) => tab(name).tap(),
    choose,

    openAuthor: (nickname) => top().getByText(nickname, { exact: true }).first().tap(),
    follow: () => button('关注').tap(),
    goOn: (words) => button(words).tap(),
    clearHistory: () => button('清空历史').tap(),
    async signInElsewhere() {
      const body = { code: world.wechat.issue(person) };
      const { token } = await apiOf(world.server.url).call('wechatLogin', { body });
      return apiOf(world.server.url, token);
    },
    endOthers: () => button('退出其他所有设备').tap(),
    async rename(nickname) {
      await lead('pages/settings/settings');
      const name = top().locator('wx-input[aria-label=昵称] input');
      await name.fill(nickname);
      await name.blur();
    },

    // WeChat signs people in without a word.
    async signInWhereAsked() {
      expect(await read('toasts')).toEqual([]);
      return false;
    },
    async untilAccountIsAsked() {
      await expect.poll(() => read('toasts')).toEqual([needsAccount]);
      // There is nothing there, either, that would need one.
      if (scene === inMoments) {
        expect(await page().locator('wx-button[aria-label=分享], wx-button[aria-label=更多]').count()).toBe(
          0,
        );
      }
    },
    async loseSession() {
      await page().evaluate(`wx.setStorageSync('weireel.token', 'a token that nobody knows')`);
      await page().evaluate(`wx.setStorageSync('weireel.me', 'somebody')`);
      await page().reload();
    },
    me: async () =>
      apiOf(world.server.url, String(await page().evaluate(`wx.getStorageSync('weireel.token')`))),

    async untilSaid(what) {
      if (what === 'not reached') await expect.poll(() => read('toasts')).toContain(sentences[what]);
      else await top().getByText(sentences[what]).waitFor();
    },
    untilNotSaid: (what) => top().getByText(sentences[what]).waitFor({ state: 'detached' }),
    untilRead: (text) => top().getByText(text).first().waitFor(),
    retry: () => button('再试一次').tap(),

    async say(text, answering) {
      if (answering !== undefined) await commentOf(answering).getByText('回复', { exact: true }).tap();
      await page()
        .getByPlaceholder(answering === undefined ? '说点什么吧' : '回复 ')
        .fill(text);
      await page().locator('wx-button:not([disabled])', { hasText: '发送' }).tap();
    },
    untilCommentsAre: (count) => top().getByText(`${count} 条评论`).waitFor(),
    async readComments() {
      await labelled('评论').tap();
      if (scene === inMoments) await top().getByText(needsAccount).waitFor();
    },
    leaveComments: () => labelled('关闭').tap(),
    report,
    async reportComment(text, why) {
      await commentOf(text).locator('wx-button', { hasText: '举报' }).tap();
      await report(null, why);
    },

    async search(text, suggestion) {
      await page().getByPlaceholder('搜视频').fill(text);
      await button(suggestion).first().waitFor();
      await page().getByPlaceholder('搜视频').press('Enter');
    },
    async searchAgain(text) {
      await button('清空').tap();
      await button(text).tap();
    },
    openFound: (title) => top().locator('wx-video-grid').getByText(title).tap(),
    goBack: () => labelled('返回').tap(),
    searchTags: () => tab('标签').tap(),

    async publish(path) {
      await withFile(path);
      await button('拍摄或选择视频').tap();
      await page().locator('wx-page[data-page="pages/details/details"] .save:not([disabled])').tap();
      await top()
        .getByText(/正在上传/)
        .waitFor();
    },
    // The file is on the phone, and it goes on by itself.
    goOnPublishing: () => Promise.resolve(),
    pause: () => button('暂停').tap(),
    resume: () => button('继续').tap(),
    async edit(title, tags) {
      await labelled('更多').tap();
      await choose('编辑');
      await top().locator('wx-input[aria-label=标题] input').fill(title);
      await top()
        .locator('wx-input[aria-label=标签] input')
        .fill(`#${tags.join(' ')}，${tags[0]}`);
      await button('仅自己').tap();
      await page().locator('wx-page[data-page="pages/details/details"] .save:not([disabled])').tap();
    },
    async moveFirst(channel) {
      await labelled('更多').tap();
      await choose('编辑');
      // The page beneath names the channel, too.
      await top().locator('wx-input[aria-label=标题] input').waitFor();
      await button(channel).tap();
      await page().locator('wx-page[data-page="pages/details/details"] .save:not([disabled])').tap();
    },
    async deleteFirst() {
      await labelled('更多').tap();
      await choose('删除');
    },
    close,
  };
}
