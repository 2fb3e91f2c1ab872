import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { personPassword, publish, register, signInAsAdmin, waitForVideo, type Person } from '../api.ts';
import { codeNow } from '../authenticator.ts';
import { startBrowser } from '../browser.ts';
import { h264, makeClip, phone as phoneEncoding } from '../make-clip.ts';
import { adminPassword, type RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { lookWithAxe } from './look-with-axe.ts';
import { isInView, overlaps, playingTime } from './what-is-seen.ts';

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 800 };
const titles = { silent: 'A silent landscape', wide: 'A wide one', tall: 'A tall one' };

const undo = undoAfterAll();
const folder = await testFolder(undo);

describe('the web client', () => {
  let server: RunningServer;
  let browser: Browser;
  let admin: Person;
  let context: BrowserContext;
  let page: Page;
  const ids: Record<keyof typeof titles, string> = { silent: '', wide: '', tall: '' };

  beforeAll(async () => {
    [server, browser] = await Promise.all([testServer(undo), startBrowser()]);
    undo(() => browser.close());
    admin = await signInAsAdmin(server.url);
    const clips = {
      silent: { picture: 'testsrc2=s=320x180:r=15:d=1', encoding: h264, hasSound: false },
      wide: { picture: 'testsrc2=s=320x180:r=15:d=1', encoding: phoneEncoding },
      tall: { picture: 'testsrc2=s=320x568:r=15:d=1', encoding: phoneEncoding },
    };
    for (const name of ['silent', 'wide', 'tall'] as const) {
      const file = await makeClip(join(folder, `${name}.mp4`), clips[name]);
      ids[name] = (await publish(admin, { file, title: titles[name] })).videoId;
    }
    for (const id of Object.values(ids)) await waitForVideo(admin.api, id, ({ playable }) => playable);
  });

  afterEach(async () => {
    await context.close();
  });

  /** Opens a page as the administrator, on a desktop unless said otherwise. */
  async function open(path: string, viewport = desktop): Promise<void> {
    context = await browser.newContext({ viewport, locale: 'en' });
    page = await context.newPage();
    const answer = await page.request.post(`${server.url}/api/v1/auth/login`, {
      data: { account: 'admin', password: adminPassword },
      headers: { origin: server.url },
    });
    expect(answer.ok()).toBe(true);
    await page.goto(`${server.url}${path}`);
  }

  it('collects videos, arranges them, and plays one after the other to the last', async () => {
    await open('/login');
    const media = /\.m3u8|\.mp4/;
    await page.route(media, () => {});
    await page.goto(`${server.url}/watch/${ids.silent}`);
    await page.getByRole('button', { name: 'Add to collection' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox').fill('Three moments');
    await sheet.getByRole('button', { name: 'Make it and add' }).click();
    await sheet.getByRole('checkbox', { name: /Three moments/, checked: true }).waitFor();
    const [collection] = (await admin.api.call('myCollections')).items;
    const id = collection?.id ?? '';
    for (const videoId of [ids.wide, ids.tall])
      await admin.api.call('putCollectionItem', { params: { id, videoId }, body: {} });

    await page.unroute(media);
    await page.goto(`${server.url}/collections/${id}`);
    await page.getByRole('button', { name: 'Arrange' }).click();
    await page.getByRole('button', { name: `Move “${titles.tall}” up` }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: titles.tall })
      .getByText('2', { exact: true })
      .waitFor();
    await page.getByRole('link', { name: 'Start watching' }).click();
    await page.waitForURL(`**/watch/${ids.wide}?collection=${id}`);
    await page.getByText('3 / 3').waitFor();
    await expect
      .poll(async () => (await admin.api.call('collection', { params: { id } })).progress, {
        timeout: 120_000,
      })
      .toEqual({ done: 3, next: null });
    await page.goto(`${server.url}/collections/${id}`);
    await page.getByRole('link', { name: 'Watch again' }).waitFor();
    await page.getByText('3 of 3 done').waitFor();
  });

  it('asks for a code once that is switched on, and takes a recovery code instead', async () => {
    const person = await register(server.url);
    context = await browser.newContext({ viewport: phone, locale: 'en' });
    page = await context.newPage();
    const signIn = async (): Promise<void> => {
      await context.clearCookies();
      await page.goto(`${server.url}/login?to=/settings/sign-in`);
      await page.locator('input[name=username]').fill(person.account);
      await page.locator('input[name=password]').fill(personPassword);
      await page.locator('form button[type=submit]').click();
    };
    const giveCode = async (code: string): Promise<void> => {
      await page.locator('input[name=code]').fill(code);
      await page.locator('input[name=code]').press('Enter');
    };
    await signIn();
    await page.getByRole('button', { name: 'Switch it on' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[name=password]').fill(personPassword);
    await dialog.getByRole('button', { name: 'Next' }).click();
    const secret = (await dialog.locator('code').textContent())?.replaceAll(' ', '') ?? '';
    const uri = `otpauth://totp/x?secret=${secret}&algorithm=SHA1&digits=6&period=30`;
    await dialog.getByRole('img', { name: 'QR code for an authenticator app' }).waitFor();
    const widthPx = `document.querySelector('dialog img').naturalWidth`;
    await expect.poll(() => page.evaluate<number>(widthPx)).toBeGreaterThan(0);
    expect(await lookWithAxe(page)).toEqual([]);
    await giveCode(codeNow(uri));
    await dialog.getByText('Recovery codes', { exact: true }).waitFor();
    const codes = await dialog.locator('code').allTextContents();
    expect(await lookWithAxe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('Recovery codes left: 10').waitFor();

    await signIn();
    await giveCode('000000');
    await page.getByText('The code is wrong or was used before').waitFor();
    expect(await lookWithAxe(page)).toEqual([]);
    // The code of now was taken when it was switched on; a clock may be one ahead.
    await giveCode(codeNow(uri, 1));
    await page.getByText('Recovery codes left: 10').waitFor();
    await signIn();
    await giveCode(codes[0] ?? '');
    await page.getByText('Recovery codes left: 9').waitFor();
  });

  describe('without a network', () => {
    /** No page's code comes ahead, as on a phone that saves data. */
    const savesData = `Object.defineProperty(navigator, 'connection', { value: { saveData: true } })`;

    const isStart = (url: URL): boolean => url.pathname === '/';

    beforeEach(async () => {
      await open('/login');
      await context.addInitScript(savesData);
    });

    it('keeps the page and a running upload when another page cannot be loaded', async () => {
      await page.route('**/parts/**', () => undefined);
      await page.goto(`${server.url}/upload`);
      const file = { name: 'mine.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(2_000_000, 1) };
      await page.locator('input[type=file]').first().setInputFiles(file);
      await page.getByText('Uploading').first().waitFor();

      await context.setOffline(true);
      await page.locator('a[href="/mine"]').first().click();
      await page.getByText('That page has not loaded').waitFor();
      expect(new URL(page.url()).pathname).toBe('/upload');
      await page.getByRole('button', { name: 'Pause' }).waitFor();

      await context.setOffline(false);
      await page.waitForURL('**/mine');
      await page.getByRole('heading', { name: titles.tall }).waitFor();
    });

    it('opens what was tapped when the person tries again', async () => {
      await page.goto(server.url);
      await page.getByRole('feed').waitFor();
      await page.route('**/assets/watch-page-*.js', (route) => route.abort());
      await page.route(isStart, (route) => route.abort());
      await page.getByRole('link', { name: 'Details' }).first().click();
      await page.getByText('That page has not loaded').waitFor();
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.waitForURL('**/watch/*');
      await expect
        .poll(() => page.evaluate(`getComputedStyle(document.querySelector('.watch')).display`))
        .toBe('grid');
    });

    it('goes over to a newer build by itself only when no upload would be lost', async () => {
      await page.route('**/parts/**', () => undefined);
      await page.goto(`${server.url}/upload`);
      const file = { name: 'mine.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(2_000_000, 2) };
      await page.locator('input[type=file]').first().setInputFiles(file);
      await page.getByText('Uploading').first().waitFor();
      await page.route('**/assets/mine-page-*.js', (route) => route.fulfill({ status: 404 }));
      const newer = '<script type="module" src="/assets/index-newer.js"></script>';
      await page.route(isStart, (route) => route.fulfill({ contentType: 'text/html', body: newer }));
      await page.locator('a[href="/mine"]').first().click();
      await page.getByText('There is a new version').waitFor();
      expect(new URL(page.url()).pathname).toBe('/upload');

      await page.unroute('**/assets/mine-page-*.js');
      await page.unroute(isStart);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: 'Cancel upload' }).click();
      await page.waitForURL('**/mine');
      await page.getByRole('heading', { name: titles.tall }).waitFor();
    });

    it('stays in its language when the other cannot be loaded', async () => {
      await page.goto(`${server.url}/login`);
      await page.evaluate(`localStorage.setItem('weireel.language', 'zh-CN')`);
      await page.goto(`${server.url}/login`);
      await page.getByRole('heading', { name: '登录微影' }).waitFor();
      await context.setOffline(true);
      await page.getByRole('button', { name: 'EN' }).click();
      await page.getByRole('alert').getByText('这个语言没有加载出来').waitFor();
      await page.getByRole('heading', { name: '登录微影' }).waitFor();
      await context.setOffline(false);
      await page.getByRole('button', { name: 'EN' }).click();
      await page.getByRole('heading', { name: 'Sign in to Weireel' }).waitFor();
    });
  });

  it('fetches the code of other pages while nothing else is to do', async () => {
    await open('/login');
    const fetched: string[] = [];
    page.on('response', (answer) => fetched.push(new URL(answer.url()).pathname));
    await page.goto(server.url);
    for (const name of ['watch-page', 'upload-page', 'mine-page', 'jobs-page']) {
      await expect.poll(() => fetched.some((path) => path.startsWith(`/assets/${name}-`))).toBe(true);
    }
  });

  describe('in a dialog', () => {
    it.each([
      ['Edit', 'dialog', 'Save'],
      ['Delete', 'alertdialog', 'Delete'],
    ] as const)('keeps the focus of the keyboard: %s', async (name, role, main) => {
      await open('/mine');
      const opener = page.getByRole('button', { name, exact: true }).first();
      await opener.focus();
      await opener.press('Enter');
      const dialog = page.getByRole(role);
      await dialog.waitFor();
      await expect.poll(() => dialog.getAttribute('aria-modal')).toBe('true');
      const isInside = `document.querySelector('dialog').contains(document.activeElement)`;
      for (const key of [...Array<string>(20).fill('Tab'), ...Array<string>(6).fill('Shift+Tab')]) {
        expect(await page.evaluate(isInside), `before ${key}`).toBe(true);
        await page.keyboard.press(key);
      }
      for (const viewport of [desktop, { width: 320, height: 640 }, { width: 640, height: 400 }]) {
        await page.setViewportSize(viewport);
        await expect.poll(() => isInView(page, dialog.getByRole('button', { name: main }))).toBe(true);
      }
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toBe(name);
    });

    it('shows the keys of the feed, and the feed does not hear what is pressed there', async () => {
      await open('/');
      await page.getByRole('feed').waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => page.evaluate(`document.querySelector('[role=feed]').scrollTop`)).toBe(0);
    });
  });

  it('says in the menu of the account where the focus is, and gives it back', async () => {
    await open('/mine');
    const opener = page.getByRole('button', { name: 'Account' }).last();
    await opener.press('Enter');
    await expect.poll(() => page.evaluate(`document.activeElement.textContent.trim()`)).toBe('My page');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate(`document.activeElement.textContent.trim()`)).toBe('Studio');
    await page.keyboard.press('End');
    await expect.poll(() => page.evaluate(`document.activeElement.textContent.trim()`)).toBe('Sign out');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toBe('Account');
  });

  it.each(['/', 'watch'])('plays on though the first attempt is interrupted: %s', async (place) => {
    await open('/login');
    // As WebKit does when the source is attached after the attempt.
    await context.addInitScript(`{
      const play = HTMLMediaElement.prototype.play;
      HTMLMediaElement.prototype.play = function () {
        if (this.readyState > 0) return play.call(this);
        return Promise.reject(new DOMException('interrupted by a new load request', 'AbortError'));
      };
    }`);
    await page.goto(place === 'watch' ? `${server.url}/watch/${ids.wide}` : server.url);
    await expect.poll(() => playingTime(page)).toBeGreaterThan(0);
    if (place === 'watch') return;
    const first = await page.locator('.slot:not([inert]) h2').textContent();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('.slot:not([inert]) h2').textContent()).not.toBe(first);
    await expect.poll(() => playingTime(page, '.slot:not([inert]) video')).toBeGreaterThan(0);
  });

  it('names and addresses the video that the feed shows, and begins with it after a reload', async () => {
    await open('/');
    const shown = page.locator('.slot:not([inert]) h2');
    const first = await shown.textContent();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => shown.textContent()).not.toBe(first);
    const second = (await shown.textContent()) ?? '';
    await expect.poll(() => page.title()).toContain(second);
    await expect.poll(() => new URL(page.url()).searchParams.get('v')).toBeTruthy();
    await page.reload();
    await expect.poll(() => shown.textContent()).toBe(second);
    await expect
      .poll(() => page.locator('.slot:not([inert]) article').getAttribute('aria-posinset'))
      .toBe('1');
  });

  it('offers sound only where there is some', async () => {
    await open(`/watch/${ids.silent}`);
    await page.getByRole('button', { name: 'This video has no sound' }).waitFor();
    await expect.poll(() => page.getByText('Turn on sound').count()).toBe(0);
    await page.goto(`${server.url}/watch/${ids.wide}`);
    await page.getByText('Turn on sound').waitFor();
  });

  it('goes to the next video without a swipe on a phone, and says which it is', async () => {
    await open('/', phone);
    const shown = page.locator('.slot:not([inert]) h2');
    const first = await shown.textContent();
    await page.getByRole('button', { name: 'Next video' }).press('Enter');
    await expect.poll(() => shown.textContent()).not.toBe(first);
    const second = (await shown.textContent()) ?? '';
    await page.getByRole('status').getByText(second).waitFor({ state: 'attached' });
  });

  it.each([
    [1024, 700],
    [1280, 800],
    [1440, 900],
    [2560, 1440],
  ])('keeps actions and arrows of the feed off the picture at %i×%i', async (width, height) => {
    await open(`/?v=${ids.wide}`, { width, height });
    await expect.poll(() => page.locator('.slot:not([inert]) h2').textContent()).toBe(titles.wide);
    await expect.poll(() => page.evaluate(overlaps)).toEqual([]);
  });

  it('keeps place and loaded rows of my videos on the way back', async () => {
    await open('/login');
    for (let n = 0; n < 30; n += 1) {
      const body = { fileName: `later-${n}.mp4`, sizeBytes: 1000 + n };
      const { assetId } = await admin.api.call('createUpload', { body });
      const details = { assetId, title: `Later ${n}`, visibility: 'private' as const };
      await admin.api.call('createVideo', { body: details });
    }
    await page.goto(`${server.url}/mine`);
    await expect.poll(() => page.locator('.list > .row').count()).toBeGreaterThan(5);
    const oldest = page.getByRole('link', { name: titles.silent, exact: true });
    await expect
      .poll(async () => {
        await page.evaluate(`scrollTo(0, document.documentElement.scrollHeight)`);
        return oldest.count();
      })
      .toBe(1);
    const before = await page.locator('.list > .row').count();
    await oldest.click();
    await page.waitForURL('**/watch/*');
    await page.goBack();
    await oldest.waitFor();
    await expect.poll(() => isInView(page, oldest)).toBe(true);
    await expect.poll(() => page.locator('.list > .row').count()).toBe(before);
  });
});
