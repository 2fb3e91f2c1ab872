import type { Locator, Page } from 'playwright-core';

/** How far the playing video is, in seconds; 0 when none plays. Runs in the page, so it is text. */
export function playingTime(page: Page, selector = 'video'): Promise<number> {
  return page.evaluate(
    `Math.max(0, ...[...document.querySelectorAll('${selector}')].map((v) => (v.paused ? 0 : v.currentTime)))`,
  );
}

/** Whether all of an element is to be seen without scrolling. */
export async function isInView(page: Page, locator: Locator): Promise<boolean> {
  const box = await locator.boundingBox();
  const size = page.viewportSize();
  if (box === null || size === null) return false;
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
}

/** Which controls of the feed lie over each other or over the picture. Runs in the page, so it is text. */
export const overlaps = `(() => {
  const boxes = (selector) =>
    [...document.querySelectorAll(selector)].map((element) => [selector, element.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const picture = boxes('.slot:not([inert]) video');
  const actions = boxes('.slot:not([inert]) .action');
  const arrows = boxes('.side button');
  const pairs = [[picture, actions], [picture, arrows], [actions, arrows]];
  return pairs.flatMap(([some, others]) =>
    some.flatMap(([name, box]) => others.filter(([, other]) => meet(box, other)).map(([other]) => [name, other])),
  );
})()`;
