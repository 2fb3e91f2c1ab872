import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { lookWithAxe } from '../browser/look-with-axe.ts';
import { eventually } from '../eventually.ts';
import { smallTargets, type PhoneOptions } from './open-phone.ts';

/** How a phone is set up when somebody looks at all pages on it. */
export type Look = Required<Pick<PhoneOptions, 'viewport' | 'colorScheme' | 'language' | 'fontSize'>>;

const tall = { width: 375, height: 812 };
const small = { width: 320, height: 568 };

/** Between them each size, theme and language, and letters as large as WeChat lets them be. */
export const looks: readonly Look[] = [
  { viewport: small, colorScheme: 'light', language: 'en', fontSize: 23 },
  { viewport: tall, colorScheme: 'dark', language: 'zh_CN', fontSize: 16 },
];

/** Those that are also looked at by people. */
export const furtherLooks: readonly Look[] = [
  { viewport: tall, colorScheme: 'light', language: 'zh_CN', fontSize: 16 },
  { viewport: small, colorScheme: 'dark', language: 'en', fontSize: 16 },
];

/** What pages show: ids of what is there. */
export interface Furniture {
  /** A video. */
  videoId: string;
  /** A course. */
  courseId: string;
  /** Somebody with videos, a course and followers. */
  personId: string;
  /** A project with something on its timeline. */
  projectId: string;
}

const tabs = ['feed', 'search', 'publish', 'messages', 'me'];

/** Addresses of all pages, by the names that their pictures get. */
export function allPages({ videoId, courseId, personId, projectId }: Furniture): Record<string, string> {
  return {
    ...Object.fromEntries(tabs.map((tab) => [tab, `/pages/${tab}/${tab}`])),
    watch: `/pages/watch/watch?v=${videoId}`,
    takes: '/pages/takes/takes',
    details: `/pages/details/details?video=${videoId}`,
    person: `/pages/person/person?id=${personId}`,
    mine: '/pages/mine/mine',
    favourites: '/pages/library/library?kind=favourites',
    history: '/pages/library/library?kind=history',
    collection: `/pages/collection/collection?id=${courseId}`,
    videos: `/pages/videos/videos?tag=${encodeURIComponent('日出')}`,
    settings: '/pages/settings/settings',
    account: '/pages/account/account',
    followers: `/pages/follows/follows?id=${personId}&side=followers&name=a`,
    avoided: '/pages/avoided/avoided',
    sessions: '/pages/sessions/sessions',
    projects: '/studio/projects/projects',
    edit: `/studio/edit/edit?id=${projectId}`,
    films: `/studio/films/films?id=${projectId}`,
    fill: `/studio/fill/fill?id=${projectId}`,
  };
}

/**
 * Opens page after page on a phone, and tells of each what a finger does not hit, what is hard to read against what
 * lies behind it (WCAG AA), and what is wider than the screen.
 *
 * @param folder where pictures of them are put; null: none are made
 */
export async function lookAtPages(
  page: Page,
  pages: Record<string, string>,
  { folder, name }: { folder: string | null; name: string },
): Promise<string[]> {
  const found: string[] = [];
  for (const [what, url] of Object.entries(pages)) {
    const isTab = tabs.includes(what);
    await page.evaluate(`wx.${isTab ? 'switchTab' : 'redirectTo'}({ url: '${url}' })`);
    await eventually(() => page.evaluate<boolean>(isSettled));
    if (folder !== null) {
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${what}-${name}.png`) });
    }
    const faults = [
      ...(await smallTargets(page)),
      ...(await lookWithAxe(page, ['color-contrast'])),
      ...(await page.evaluate<string[]>(tooWide)),
    ];
    found.push(...faults.map((fault) => `${what} (${name}): ${fault}`));
  }
  return found;
}

// The stream of danmaku stays open. Runs in the page, so these are text.
const isSettled = `phone.requests <= 1 && document.querySelector('wx-page:not([style*=none]) [class*=bone]') === null
  && document.getAnimations().every(({ effect }) => effect.getComputedTiming().progress !== 0)`;
const tooWide = `[...document.querySelectorAll('wx-page:not([style*=none]) *')]
  .filter((each) => each.closest('wx-scroll-view, wx-danmaku-layer, wx-swiper, svg') === null && each.offsetParent !== null)
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.tagName + '.' + each.className + ' is wider than the screen').slice(0, 3)`;
