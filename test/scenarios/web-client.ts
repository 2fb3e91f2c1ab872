import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { apiOf, personPassword, register, type Person } from '../api.ts';
import { swipe } from '../miniprogram/open-phone.ts';
import type { Client, Press, Screen, Sentence } from './client.ts';

const names: Record<Press, RegExp> = {
  like: /^喜欢/,
  favourite: /^收藏/,
  comments: /^评论/,
  more: /^更多/,
};
const sentences: Record<Sentence, string> = {
  offline: '网络已断开，恢复后自动继续',
  'not reached': '连不上服务器',
  'feed failed': '视频没有加载出来',
  'follow somebody': '关注喜欢的作者',
  'no such video': '没有这个视频',
  'no videos of mine': '还没有视频',
};

/** The web client in Chromium, on a phone in Chinese. */
export function webClient(world: { server: { url: string }; browser: Browser }): Client {
  return {
    name: 'web client',
    async enter({ isSignedIn }) {
      const { url } = world.server;
      const person = await register(url, '小影');
      const context = await world.browser.newContext({
        ...{ locale: 'zh-CN', viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true },
      });
      if (isSignedIn) await signIn(context, person);
      return webScreen(await context.newPage(), { url, person });
    },
  };
}

async function signIn(context: BrowserContext, { url, account }: Person): Promise<void> {
  const data = { account, password: personPassword };
  const answer = await context.request.post(`${url}/api/v1/auth/login`, { data, headers: { origin: url } });
  expect(answer.ok()).toBe(true);
}

function webScreen(page: Page, { url, person }: { url: string; person: Person }): Screen {
  const context = page.context();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  /** The video that fills the screen, or the whole page where only one is shown. */
  const around = () => page.locator('.slot:not([inert]), main .watch').first();
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const dialog = () => page.getByRole('dialog').or(page.getByRole('alertdialog'));

  /** A list that still scrolls by itself goes on to where it was sent. */
  async function untilAtRest(): Promise<void> {
    const find = `document.querySelector('[role=feed]')`;
    await expect.poll(() => page.evaluate(`${find}.scrollTop % ${find}.clientHeight`)).toBe(0);
  }

  const commentOf = (text: string) => dialog().getByRole('article').filter({ hasText: text });

  const report = async (what: string | null, why: string, detail = '') => {
    if (what !== null) await dialog().getByText(what).tap();
    await dialog().getByText(why, { exact: true }).tap();
    if (detail !== '') await dialog().getByRole('textbox').fill(detail);
    await dialog().getByRole('button', { name: '提交举报' }).tap();
    await dialog().getByRole('button', { name: '提交举报' }).waitFor({ state: 'detached' });
    await page.getByText('已收到举报').first().waitFor();
  };

  return {
    ...{ page, context },
    openFeed: async (videoId) => void (await page.goto(videoId === undefined ? url : `${url}/?v=${videoId}`)),
    openLink: async (videoId) => void (await page.goto(`${url}/watch/${videoId}`)),
    openSearch: async () => void (await page.goto(`${url}/search`)),
    openPublish: async () => void (await page.goto(`${url}/upload`)),
    openMine: async () => void (await page.goto(`${url}/mine`)),
    openCollection: async (id) => void (await page.goto(`${url}/collections/${id}`)),
    openFavourites: async () => void (await page.goto(`${url}/favourites`)),
    openHistory: async () => void (await page.goto(`${url}/history`)),
    openSessions: async () => void (await page.goto(`${url}/settings/sign-in`)),
    beginAnew: async () => void (await page.reload()),

    shownTitle: () =>
      page.evaluate(`document.querySelector('.slot:not([inert]) h2')?.textContent ?? undefined`),
    playing: () =>
      page.evaluate(
        `[...document.querySelectorAll('video')].filter((v) => !v.paused && v.currentTime > 0).length`,
      ),
    async swipe(to) {
      await untilAtRest();
      await (to === 'next' ? swipe(page, 650, 200) : swipe(page, 200, 650));
    },
    tapTwice: () =>
      around()
        .locator('video')
        .dblclick({ position: { x: 150, y: 300 } }),
    press: (name) => around().getByRole('button', { name: names[name] }).first().tap(),
    async followShared() {
      await around().getByRole('button', { name: /^分享/ }).tap();
      const link = dialog().getByRole('textbox');
      await expect.poll(() => link.inputValue()).not.toBe('');
      // A server of a test does not know its own port ahead.
      await page.goto(url + new URL(await link.inputValue()).pathname);
      await page.waitForURL('**/watch/*');
    },
    chooseFeed: (name) =>
      button(new RegExp(`^${name}$`))
        .first()
        .tap(),
    choose: (name) => dialog().getByRole('button', { name }).tap(),

    openAuthor: (nickname) => around().getByRole('link', { name: nickname, exact: true }).first().tap(),
    follow: () => page.locator('main').getByRole('button', { name: /^关注/ }).first().tap(),
    goOn: (words) => page.locator('main').getByRole('link', { name: words }).tap(),
    async clearHistory() {
      await button('清空历史').tap();
      await button('确定清空').tap();
    },
    async signInElsewhere() {
      const body = { account: person.account, password: personPassword };
      return apiOf(url, (await apiOf(url).call('login', { body })).token);
    },
    async endOthers() {
      await button('退出其他所有设备').tap();
      await dialog().getByRole('button', { name: '退出', exact: true }).tap();
    },
    async rename(nickname) {
      await page.goto(`${url}/settings`);
      const name = page.locator('input[name=nickname]');
      await name.fill(nickname);
      await name.press('Enter');
    },

    async signInWhereAsked() {
      await page.waitForURL('**/login**');
      await page.locator('input[name=username]').fill(person.account);
      await page.locator('input[name=password]').fill(personPassword);
      await page.locator('form button[type=submit]').tap();
      await page.waitForURL((now) => now.pathname !== '/login');
      return true;
    },
    untilAccountIsAsked: () => page.waitForURL('**/login**'),
    async loseSession() {
      await context.clearCookies();
      await page.reload();
    },
    me: () => Promise.resolve(person.api),

    untilSaid: (what) =>
      what === 'no such video'
        ? page.getByRole('heading', { level: 1, name: sentences[what] }).waitFor()
        : page.getByText(sentences[what]).first().waitFor(),
    untilNotSaid: (what) => page.getByText(sentences[what]).waitFor({ state: 'detached' }),
    untilRead: (text) => page.getByText(text).first().waitFor(),
    retry: () => button('重试').tap(),

    async say(text, answering) {
      if (answering !== undefined) await commentOf(answering).getByRole('button', { name: '回复' }).tap();
      await dialog().getByRole('textbox').fill(text);
      await dialog().getByRole('button', { name: '发送' }).tap();
    },
    untilCommentsAre: (count) =>
      page.locator(`button[aria-label^="评论"][aria-label*="${count}"]`).first().waitFor(),
    // They stand below it.
    readComments: () => Promise.resolve(),
    leaveComments: () => Promise.resolve(),
    report,
    async reportComment(text, why) {
      await commentOf(text).getByRole('button', { name: '举报' }).tap();
      await report(null, why);
    },

    async search(text, suggestion) {
      await page.getByRole('combobox', { name: /^搜索/ }).fill(text);
      await page.getByRole('option', { name: suggestion }).first().waitFor();
      await page.keyboard.press('Enter');
    },
    async searchAgain(text) {
      await page.getByRole('button', { name: '清空', exact: true }).tap();
      await page.getByRole('button', { name: text, exact: true }).tap();
    },
    openFound: (title) => page.locator('main article').getByRole('link', { name: title }).first().tap(),
    goBack: async () => void (await page.goBack()),
    searchTags: () => button('标签').tap(),

    async publish(path) {
      await page.locator('input[type=file]').first().setInputFiles(path);
      await page.getByText('正在上传').first().waitFor();
    },
    // A browser may not read a file again that was not chosen again.
    goOnPublishing: (path) => page.locator('li input[type=file]').first().setInputFiles(path),
    pause: () => page.getByRole('button', { name: '暂停', exact: true }).tap(),
    resume: () => page.getByRole('button', { name: '继续', exact: true }).tap(),
    async edit(title, tags) {
      await button('编辑').first().tap();
      await dialog().getByRole('textbox').first().fill(title);
      for (const tag of tags) {
        await dialog().locator('.t-tag-input input').fill(tag);
        await page.keyboard.press('Enter');
      }
      await dialog().getByText('仅自己').tap();
      await dialog().getByRole('button', { name: '保存' }).tap();
    },
    async moveFirst(channel) {
      await button('编辑').first().tap();
      await dialog().locator('select', { hasText: channel }).selectOption({ label: channel });
      await dialog().getByRole('button', { name: '保存' }).tap();
    },
    async deleteFirst() {
      await button('删除').first().tap();
      await dialog().getByRole('button', { name: '删除' }).tap();
    },
    async close() {
      expect(complaints).toEqual([]);
      await context.close();
    },
  };
}
