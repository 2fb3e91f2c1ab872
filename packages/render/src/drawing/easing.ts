/** Fast first, then slow: from 0 to 1. */
export function eased(share: number): number {
  return 1 - (1 - share) ** 3;
}

/** A little too far, and back: from 0 to 1. */
export function beyond(share: number): number {
  const rest = share - 1;
  return 1 + 2.7 * rest ** 3 + 1.7 * rest ** 2;
}

type Fall = readonly [until: number, middle: number, lowest: number];

/** Until when each fall lasts, in whose middle it is highest, and how far it is there. */
const falls: readonly Fall[] = [
  [4 / 11, 0, 0],
  [8 / 11, 6 / 11, 3 / 4],
  [10 / 11, 9 / 11, 15 / 16],
];
const lastFall: Fall = [1, 21 / 22, 63 / 64];

/** Falls, and rises again three times, each time less: from 0 to 1. */
export function bounced(share: number): number {
  const [, middle, lowest] = falls.find(([until]) => share < until) ?? lastFall;
  return Math.min(1, (121 / 16) * (share - middle) ** 2 + lowest);
}

/** Once up and down, from 0 and to 0. */
export function wave(share: number): number {
  return Math.sin(2 * Math.PI * share);
}
