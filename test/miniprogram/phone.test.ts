import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../browser.ts';
import { testFolder } from '../surroundings.ts';
import { lookWithAxe } from '../browser/look-with-axe.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { cssOf } from './built-for-phone.ts';
import { buildProgram, openPhone, type Program } from './open-phone.ts';

const undo = undoAfterAll();
const serverUrl = 'http://127.0.0.1:9';

describe('the phone that stands in for WeChat', () => {
  let browser: Browser;
  let program: Program;

  beforeAll(async () => {
    browser = await startBrowser();
    undo(() => browser.close());
    program = await buildProgram(join(await testFolder(undo), 'program'), serverUrl);
  });

  async function onPhone(scene: number, act: (page: Page) => Promise<unknown>): Promise<unknown> {
    const { context, page } = await openPhone(browser, program, { page: '', scene });
    await context.route('**/api/**', () => undefined);
    try {
      return await act(page);
    } finally {
      await context.close();
    }
  }

  const call = (name: string, options: string, scene = 1001): Promise<unknown> =>
    onPhone(scene, (page) =>
      page.evaluate(`new Promise((resolve) => wx.${name}({
        ...${options}, success: () => resolve('ok'), fail: ({ errMsg }) => resolve(errMsg) }))`),
    );
  const url = `'${serverUrl}/api/v1/feed'`;

  it.each([
    ['a method that WeChat does not have', `{ url: ${url}, method: 'PATCH' }`, 'invalid method PATCH'],
    ['a server that is not on the list', `{ url: 'https://example.org/' }`, 'url not in domain list'],
    ['an address without a server', `{ url: '/api/v1/feed' }`, 'invalid url'],
    ['bytes that are no buffer', `{ url: ${url}, method: 'PUT', data: new Uint8Array(3) }`, 'ArrayBuffer'],
    ['a referer', `{ url: ${url}, header: { Referer: 'x' } }`, 'referer cannot be set'],
  ])('refuses %s', async (_what, options, why) => {
    expect(await call('request', options)).toMatch(new RegExp(`^request:fail .*${why}`));
  });

  it('refuses the eleventh request at once', async () => {
    const ask = `wx.request({ url: ${url}, fail: ({ errMsg }) => resolve(errMsg) })`;
    const script = `new Promise((resolve) => { for (let n = 0; n < 11; n++) ${ask} })`;
    expect(await onPhone(1001, (page) => page.evaluate(script))).toBe('request:fail exceed max task count');
  });

  it('refuses to sign in or leave the page of a card in Moments', async () => {
    expect(await call('login', '{}', 1154)).toBe('login:fail not allowed in single page mode');
    expect(await call('navigateTo', `{ url: '/' }`, 1154)).toMatch(/single page mode/);
  });

  it('refuses media before the person has agreed to the guideline', async () => {
    expect(await call('chooseMedia', '{}')).toBe('chooseMedia:fail privacy permission is not authorized');
  });

  it('refuses to ask about messages outside a tap', async () => {
    expect(await call('requestSubscribeMessage', `{ tmplIds: ['a'] }`)).toMatch(/:fail .*TAP gesture/);
  });

  it('tells what is hard to read, also on its own elements, but not what is switched off', async () => {
    const view = (look: string) => `<wx-view ${look}>pale</wx-view>`;
    const pale = 'style="color: #999; background: #fff; display: block"';
    const found = await onPhone(1001, async (page) => {
      await page.setContent(view(pale) + view(`${pale} disabled`) + view('style="color: #444"'));
      return lookWithAxe(page, ['color-contrast']);
    });
    expect(found).toEqual([expect.stringMatching(/^color-contrast: wx-view.*2\.8/)]);
  });

  it.each([
    ['more than 1 MB under a key', `wx.setStorageSync('a', 'x'.repeat(1024 * 1024))`, 'entry size limit'],
    [
      'more than 10 MB in all',
      `for (let n = 0; n < 11; n++) wx.setStorageSync('k' + n, 'x'.repeat(1000 * 1000))`,
      '10 MB in all',
    ],
    ['what it does not know', 'wx.getUserProfile({})', 'is not known here'],
  ])('throws at %s', async (_what, script, why) => {
    const attempt = `(() => { try { ${script} } catch (error) { return error.message } })()`;
    expect(await onPhone(1001, (page) => page.evaluate(attempt))).toContain(why);
  });
});

describe('a style sheet on the phone', () => {
  it('keeps a component to itself, and its host apart', () => {
    expect(cssOf(':host { a: b }\n.x .y-z, .x[disabled] { a: 10rpx }', 'my_scope')).toBe(
      '[wx-host="my_scope"] { a: b }\n.my_scope--x .my_scope--y-z, .my_scope--x[disabled] { a: 1.3333333333333333vw }',
    );
  });

  it('reaches WeChat’s elements by their tags, and leaves key frames alone', () => {
    expect(cssOf('page .a > view { a: b }\n@keyframes k { from { a: b } }', null)).toBe(
      'wx-page .a > wx-view { a: b }\n@keyframes k { from { a: b } }',
    );
  });
});
