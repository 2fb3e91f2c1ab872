import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { adminPassword } from '../server.ts';

/** A page of the web client as somebody sees it. */
export interface Scene {
  /** Where it is. */
  path: string;
  /** Whether the administrator of a test server sees it; else a visitor does. */
  isSignedIn: boolean;
  /** What shows that it is there. */
  landmark: string;
  /** Opens what lies over it. Absent: nothing does. */
  open?: (page: Page) => Promise<void>;
}

/** Pages without a video on them. */
export const plainScenes = {
  login: { path: '/login', isSignedIn: false, landmark: 'form' },
  register: { path: '/register', isSignedIn: false, landmark: 'form' },
  missing: { path: '/nothing/here', isSignedIn: false, landmark: 'main p' },
  search: { path: '/search', isSignedIn: false, landmark: 'main form' },
  upload: { path: '/upload', isSignedIn: true, landmark: 'main input[type=file]' },
  groups: { path: '/groups', isSignedIn: true, landmark: 'main form' },
  join: { path: '/join#nothing', isSignedIn: true, landmark: '[role=alert]' },
  'admin-jobs': { path: '/admin/jobs', isSignedIn: true, landmark: 'main h2' },
  'admin-people': { path: '/admin/people', isSignedIn: true, landmark: 'main h2' },
} as const satisfies Record<string, Scene>;

/** All pages, and all that lies over them; a video of the administrator's is public and ready. */
export function allScenes(videoId: string): Record<string, Scene> {
  const mine = { path: '/mine', isSignedIn: true, landmark: `a[href="/watch/${videoId}"]` };
  const press = (names: RegExp) => (page: Page) => page.getByRole('button', { name: names }).first().click();
  const dialog = async (page: Page): Promise<void> => {
    await page.locator('[role=dialog]:visible, .t-dialog:visible').first().waitFor();
  };
  return {
    ...plainScenes,
    setup: { path: '/setup', isSignedIn: false, landmark: 'main' },
    feed: { path: '/', isSignedIn: false, landmark: 'article video' },
    'feed, keys': {
      ...{ path: '/', isSignedIn: false, landmark: 'article video' },
      open: async (page) => {
        await page.keyboard.press('?');
        await dialog(page);
      },
    },
    watch: { path: `/watch/${videoId}`, isSignedIn: false, landmark: 'main video' },
    'watch, missing': { path: '/watch/nope', isSignedIn: false, landmark: 'main p' },
    mine,
    'mine, editing': {
      ...mine,
      open: async (page) => {
        await press(/^(?:编辑|Edit)$/)(page);
        await dialog(page);
      },
    },
    'mine, deleting': {
      ...mine,
      open: async (page) => {
        await press(/^(?:删除|Delete)$/)(page);
        await dialog(page);
      },
    },
  };
}

/** Shows a scene in a window of its own, calls back, and closes it. */
export async function withScene<T>(
  browser: Browser,
  url: string,
  { scene, look }: { scene: Scene; look: BrowserContextOptions },
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ ...look, reducedMotion: 'reduce' });
  try {
    if (scene.isSignedIn) {
      const data = { account: 'admin', password: adminPassword };
      await context.request.post(`${url}/api/v1/auth/login`, { data });
    }
    const page = await context.newPage();
    await page.goto(url + scene.path);
    await page.locator(scene.landmark).first().waitFor({ state: 'attached' });
    await scene.open?.(page);
    return await use(page);
  } finally {
    await context.close();
  }
}

/** Sizes, themes and languages in which everything is looked at. */
export const looks: Readonly<Record<string, BrowserContextOptions>> = Object.fromEntries(
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    (['zh-CN', 'en'] as const).flatMap((locale) => [
      [
        `phone, ${colorScheme}, ${locale}`,
        { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme, locale },
      ],
      [`desktop, ${colorScheme}, ${locale}`, { viewport: { width: 1280, height: 800 }, colorScheme, locale }],
    ]),
  ),
);
