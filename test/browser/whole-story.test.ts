import { join } from 'node:path';
import type { Video } from '@weireel/contract';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { publish, register, waitForVideo, type Person } from '../api.ts';
import { startBrowser } from '../browser.ts';
import { makeClip, phone as phoneEncoding } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

/** Far more than processing takes, also while other tests use the machine. */
const patienceMs = 500_000;
const looks = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 } },
};
const undo = undoAfterAll();
const folder = await testFolder(undo);
let server: RunningServer;
let browser: Browser;
/** The last lesson of every course, in the middle of which somebody stops. */
const last = '晴川阁日落';

beforeAll(async () => {
  server = await testServer(undo);
  browser = await startBrowser();
  undo(() => browser.close());
});

/** Opens a page as somebody, on a device of its own; whatever goes wrong in it fails the test. */
async function open(person: Person, path: string, look: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', ...look });
  await context.addCookies([{ name: 'weireel_session', value: person.token, url: server.url }]);
  const page = await context.newPage();
  await page.goto(server.url + path);
  return page;
}

const secondsOf = (page: Page): Promise<number> =>
  page.evaluate(`document.querySelector('main video')?.currentTime ?? 0`);

test.each([
  { device: 'phone', other: 'desktop', title: '黄鹤楼夜游', pinyin: 'huanghelou' },
  { device: 'desktop', other: 'phone', title: '岳麓书院漫步', pinyin: 'yuelushuyuan' },
] as const)(
  'a creator on a $device publishes a course; a viewer finds it by pinyin, talks, follows, and goes on with it on a $other',
  async ({ device, other, title, pinyin }) => {
    const [author, viewer] = await Promise.all([
      register(server.url, '江边摄影师'),
      register(server.url, '小城观众'),
    ]);
    const long = { picture: 'testsrc2=s=180x320:r=10:d=16', encoding: phoneEncoding };
    const file = await makeClip(join(folder, 'last.mp4'), long);
    const { videoId } = await publish(author, { file, title: last });
    await waitForVideo(author.api, videoId, ({ playable }) => playable);
    const look = looks[device];
    const course = `两江夜景课（${device}）`;

    const studio = await open(author, '/upload', look);
    const picture = 'testsrc2=s=180x320:r=10:d=2';
    const clip = await makeClip(join(folder, `${title}.mp4`), { picture, encoding: phoneEncoding });
    await studio.locator('main input[type=file]').first().setInputFiles(clip);
    const mine = async (): Promise<Video[]> => (await author.api.call('myVideos', { query: {} })).items;
    const isSeen = async (): Promise<boolean | undefined> =>
      (await mine()).find((video) => video.title === title)?.playable;
    await expect.poll(isSeen, { timeout: patienceMs, interval: 500 }).toBe(true);
    const videos = await mine();
    const ids = [title, last].map((name) => videos.find((video) => video.title === name)?.id ?? '');
    await publishCourse(studio, author, { title: course, ids });
    await studio.goto(`${server.url}/mine`);

    const seat = await open(viewer, '/search', look);
    await seat.getByRole('combobox').fill(pinyin);
    await seat.keyboard.press('Enter');
    await seat.locator('main article h2 a').first().click();
    await seat.getByRole('heading', { name: title }).waitFor();
    await seat.getByRole('button', { name: '关注 江边摄影师' }).click();
    await seat.getByRole('textbox', { name: '发个弹幕' }).fill('灯亮了！');
    await seat.keyboard.press('Enter');
    await seat.getByText('弹幕列表（1）').waitFor();
    await seat.getByRole('textbox', { name: '说点什么吧' }).fill('这里是哪个码头？');
    await seat.getByRole('button', { name: '发送', exact: true }).last().click();
    await seat.getByRole('article', { name: '小城观众 的评论' }).waitFor();

    // It comes by itself, where the author is.
    await studio.getByRole('link', { name: '消息，2 条未读' }).click();
    await studio.getByText('小城观众 关注了你').waitFor();
    await studio.getByText('小城观众 评论了你的视频').click();
    await studio.getByRole('button', { name: '回复', exact: true }).first().click();
    await studio.getByRole('textbox', { name: '回复 小城观众' }).fill('汉阳门码头。');
    await studio.getByRole('button', { name: '发送', exact: true }).last().click();
    await studio.getByText('汉阳门码头。').waitFor();
    await seat.getByRole('link', { name: '消息，1 条未读' }).click();
    await seat.getByText('江边摄影师 回复了你的评论').waitFor();

    await seat.goto(`${server.url}/people/${author.id}`);
    await seat.getByRole('link', { name: course }).click();
    // The first lesson, once seen to its end, is followed by the next one.
    await seat.getByRole('link', { name: /^(?:开始学习|继续)/ }).click();
    await seat.getByRole('heading', { name: last, level: 1 }).waitFor();
    await expect.poll(() => secondsOf(seat)).toBeGreaterThan(0);
    await seat.evaluate(`document.querySelector('main video').currentTime = 8`);
    await expect.poll(() => secondsOf(seat)).toBeGreaterThan(8);
    await seat.goto(`${server.url}/history`);

    const elsewhere = await open(viewer, '/', looks[other]);
    await elsewhere.goto(`${server.url}/people/${author.id}`);
    await elsewhere.getByRole('link', { name: course }).click();
    await elsewhere.getByText('已完成 1 / 2').waitFor();
    await elsewhere.getByRole('link', { name: `继续：${last}` }).click();
    await expect.poll(() => secondsOf(elsewhere)).toBeGreaterThan(7);
    for (const page of [studio, seat, elsewhere]) await page.context().close();
  },
);

/** Makes a course of the author's videos, in their order. */
async function publishCourse(
  page: Page,
  author: Person,
  { title, ids }: { title: string; ids: readonly string[] },
): Promise<void> {
  await page.goto(`${server.url}/people/${author.id}`);
  await page.getByRole('button', { name: '新建合集或课程' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /课程/ }).check({ force: true });
  await dialog.getByLabel('名称').fill(title);
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'detached' });
  for (const id of ids) {
    await page.goto(`${server.url}/watch/${id}`);
    await page.getByRole('button', { name: '加入合集' }).click();
    await dialog.getByRole('checkbox', { name: title }).click();
    await dialog.getByRole('checkbox', { name: title, checked: true }).waitFor();
  }
}
