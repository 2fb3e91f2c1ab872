import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { buildMiniProgram } from '../../scripts/miniprogram-build/build-mini-program.ts';
import { readBuilt, type BuiltForPhone } from './built-for-phone.ts';
import type { AlbumVideo } from './phone/phone-state.ts';

/** A mini program that was built for a server, and what runs it in a browser. */
export interface Program {
  /** The server that it talks to. */
  serverUrl: string;
  /** What was built. */
  built: BuiltForPhone;
  /** The script that plays WeChat. */
  script: string;
}

/** A phone of a test. */
export interface PhoneOptions {
  /** Page to open; empty: none, only `wx` is there. Default: the feed. */
  page?: string;
  /** Query of that page. */
  query?: Record<string, string>;
  /** How the mini program was entered. Default: 1001, its list. */
  scene?: number;
  /** WeChat's language. Default: `zh_CN`. */
  language?: string;
  /** Size of the screen. Default: 375 × 812. */
  viewport?: { width: number; height: number };
  /** The system's theme. Default: light. */
  colorScheme?: 'light' | 'dark';
  /** How large the letters are that somebody chose in WeChat, in pixels. Default: 16. */
  fontSize?: number;
  /** What its album holds; the person has then agreed that it is read. Absent: nothing. */
  album?: AlbumVideo[];
  /** Gives the code of `wx.login`; null: WeChat gives none. Absent: never any. */
  loginCode?: () => string | null;
}

const here = fileURLToPath(new URL('.', import.meta.url));

/** Builds the mini program as it is shipped, for a server, with what stands in for WeChat. */
export async function buildProgram(folder: string, serverUrl: string): Promise<Program> {
  await buildMiniProgram({ folder, serverUrl, appId: 'touristappid' });
  const bundle = await rolldown({ input: join(here, 'phone/start.ts'), platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  const script = output[0].code;
  return { serverUrl, built: await readBuilt(folder), script };
}

/** Opens a page of the program on a phone of its own; its address is one of the server, so that media play. */
export async function openPhone(
  browser: Browser,
  program: Program,
  options: PhoneOptions = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const { viewport = { width: 375, height: 812 }, colorScheme = 'light', loginCode = () => null } = options;
  // A pixel for a pixel of the layout: nothing looks at finer ones, and four times as many would be drawn.
  const look = { viewport, colorScheme, hasTouch: true, isMobile: true };
  const context = await browser.newContext(look);
  await context.exposeFunction('weireelLoginCode', loginCode);
  const address = `${program.serverUrl}/phone-of-a-test`;
  const body = await htmlOf(program, options);
  await context.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  const page = await context.newPage();
  await page.goto(address);
  return { context, page };
}

async function htmlOf({ serverUrl, built, script }: Program, options: PhoneOptions): Promise<string> {
  const {
    page = 'pages/feed/feed',
    query = {},
    scene = 1001,
    language = 'zh_CN',
    album = [],
    fontSize = 16,
  } = options;
  const { scripts, app, configs, icons, css, templates } = built;
  const phone = {
    domains: [serverUrl],
    language,
    scene,
    query,
    album,
    fontSize,
    hasAgreed: album.length > 0,
  };
  const handed = JSON.stringify({ scripts, app, configs, icons, page, phone }).replaceAll('<', '\\u003c');
  const inScript = (code: string) => `<script>${code.replaceAll('</script', '<\\/script')}</script>`;
  const base = await readFile(join(here, 'phone.css'), 'utf8');
  return [
    '<!doctype html><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<style>${base}${css}</style><body>`,
    inScript(`window.builtMiniProgram = ${handed}; window.builtTemplates = ${templates};`),
    inScript(script),
  ].join('\n');
}

/** A finger of a test, in pixels of the screen. */
export interface Finger {
  /** Comes down. */
  down(x: number, y: number): Promise<void>;
  /** Moves to there, in a few steps. */
  moveTo(x: number, y: number): Promise<void>;
  /** Is lifted. */
  up(): Promise<void>;
}

/** A finger over a page. */
export async function fingerOver(page: Page): Promise<Finger> {
  const session = await sessionOf(page);
  let at = { x: 0, y: 0 };
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) => {
    at = { x, y };
    const touchPoints = type === 'touchEnd' ? [] : [at];
    await session.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  return {
    down: (x, y) => touch('touchStart', x, y),
    async moveTo(x, y) {
      const from = at;
      for (const share of [0.25, 0.5, 0.75, 1]) {
        await touch('touchMove', from.x + (x - from.x) * share, from.y + (y - from.y) * share);
      }
    },
    up: () => touch('touchEnd', at.x, at.y),
  };
}

/** Swipes from one place to another with a finger. */
export async function swipe(page: Page, fromY: number, toY: number): Promise<void> {
  const finger = await fingerOver(page);
  await finger.down(150, fromY);
  await finger.moveTo(150, toY);
  await finger.up();
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

/** Taps twice at once: from outside, a busy machine would put too much time between the two. */
export async function doubleTap(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  await page.evaluate(`(() => {
    const target = document.elementFromPoint(${x}, ${y});
    const touch = new Touch({ identifier: 1, target, clientX: ${x}, clientY: ${y} });
    for (const type of ['touchstart', 'touchend', 'touchstart', 'touchend']) {
      const touches = type === 'touchstart' ? [touch] : [];
      target.dispatchEvent(new TouchEvent(type, { bubbles: true, touches, changedTouches: [touch] }));
    }
  })()`);
}

/** What a finger is to hit on the page that is shown and is smaller than 44 px, with its size. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('wx-button, wx-input, [role=button], [role=link]')]
    .filter(({ offsetParent }) => offsetParent !== null)
    .map((target) => ({ target, box: target.getBoundingClientRect() }))
    .filter(({ box }) => box.height > 0 && (box.height < 44 || box.width < 44))
    .map(({ target, box }) => target.className + ' ' + box.width + ' x ' + box.height)`);
}
