import type { Video } from '@weireel/contract';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { eventually } from '../eventually.ts';
import { swipe } from './open-phone.ts';

/** A request of the page lasts so long at most. */
const longestHoldMs = 60_000;

/** What swiping on and on through a feed took. */
export interface SwipeFigures {
  /** Most `<video>` that there were at a time. */
  mostPlayers: number;
  /** Most bytes that were set between the beginning of one swipe and that of the next. */
  mostSetBytes: number;
  /** The memory of the page after some of the swipes. */
  looks: MemoryLook[];
}

/** The memory of a page, after its garbage was collected. */
export interface MemoryLook {
  /** After how many swipes. */
  swipes: number;
  /** What its scripts hold. */
  heapBytes: number;
  /** Nodes that no document shows and somebody still holds. */
  detachedNodes: number;
}

/** Lets the feed of a phone go on without end: each video is the given one under another name. */
export async function endlessFeed(context: BrowserContext, video: Video): Promise<void> {
  await context.route('**/api/v1/feed*', (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const items = Array.from({ length: 10 }, (_, n) => ({
      ...video,
      id: String(from + n).padStart(16, '0'),
      title: titleOf(from + n),
    }));
    return route.fulfill({ json: { items, nextCursor: String(from + 10) } });
  });
}

/** The title of a video of such a feed, counted from 0. */
export const titleOf = (place: number): string => `第 ${place + 1} 个视频`;

/**
 * Swipes through such a feed, three times on and once back, and looks at the memory after the given numbers of swipes.
 *
 * @returns with the figures the place where it ends, counted from 0
 */
export async function swipeOn(
  page: Page,
  lookAfter: readonly number[],
  signal?: AbortSignal,
): Promise<SwipeFigures & { place: number }> {
  const session = await page.context().newCDPSession(page);
  await page.evaluate(`window.mostPlayers = 0;
    new MutationObserver(() => {
      mostPlayers = Math.max(mostPlayers, document.querySelectorAll('video').length);
    }).observe(document.body, { childList: true, subtree: true })`);
  const looks: MemoryLook[] = [];
  let mostSetBytes = 0;
  let place = 0;
  for (let swipes = 1; swipes <= Math.max(...lookAfter); swipes += 1) {
    signal?.throwIfAborted();
    const isForth = swipes % 4 !== 0;
    const bytes = await page.evaluate<number>('phone.setData.splice(0).reduce((sum, n) => sum + n, 0)');
    // What was set before the first swipe belongs to none.
    if (swipes > 1) mostSetBytes = Math.max(mostSetBytes, bytes);
    place += isForth ? 1 : -1;
    await swipe(page, isForth ? 600 : 200, isForth ? 200 : 600);
    await eventually(async () => (await shownTitle(page)) === titleOf(place));
    if (lookAfter.includes(swipes)) looks.push({ swipes, ...(await lookAtMemory(page, session)) });
  }
  return { mostPlayers: await page.evaluate<number>('mostPlayers'), mostSetBytes, looks, place };
}

/** The title of the video that fills the screen; undefined: there is none. */
export function shownTitle(page: Page): Promise<string | undefined> {
  return page.evaluate(`[...document.querySelectorAll('wx-swiper-item')]
    .find((item) => Math.abs(item.getBoundingClientRect().top) < 2)?.querySelector('[class*="--title"]')?.textContent`);
}

async function lookAtMemory(page: Page, session: CDPSession): Promise<Omit<MemoryLook, 'swipes'>> {
  // What plays at the moment of each look has loaded the same.
  await eventually(() =>
    page.evaluate(`[...document.querySelectorAll('video')].some((v) => !v.paused && v.currentTime > 0)`),
  );
  // What a request under way holds is held until its end, and no longer.
  let detachedNodes: number;
  const end = performance.now() + longestHoldMs;
  do detachedNodes = await countDetachedNodes(session);
  while (detachedNodes > 0 && performance.now() < end);
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { heapBytes: usedSize, detachedNodes };
}

async function countDetachedNodes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('DOM.enable');
  const { detachedNodes } = await session.send('DOM.getDetachedDomNodes');
  await session.send('DOM.disable');
  return detachedNodes.length;
}
