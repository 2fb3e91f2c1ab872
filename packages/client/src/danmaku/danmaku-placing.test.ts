import { expect, test } from 'vitest';
import { createDanmakuPlacing } from './danmaku-placing.ts';
import { danmakuWidthPx } from './danmaku-width.ts';
import { crossingMs } from './lanes.ts';

const room = { widthPx: 375, heightPx: 360 };
const others = { widthPx: 100, positionMs: 1000, isOwn: false };
const line = (atMs: number, mode: 'scroll' | 'top' | 'bottom' = 'scroll') => ({ atMs, mode });

function measured(density: 'few' | 'half' | 'full' = 'few', isCalm = false) {
  const placing = createDanmakuPlacing(isCalm);
  expect(placing.measure(room, density)).toBe(15);
  return placing;
}

test('danmaku have a quarter, a half or the whole of the room, and no more than it', () => {
  const counts = (['few', 'half', 'full'] as const).map((density) => {
    const placing = measured(density);
    let n = 0;
    while (placing.place(line(1000), others) !== null) n += 1;
    return n;
  });
  expect(counts).toEqual([3, 7, 15]);
});

test('what stands at the bottom lies at the bottom of the room, and in its middle', () => {
  expect(measured().place(line(1000, 'bottom'), others)).toEqual({
    ...{ mode: 'bottom', topPx: 360 - 23, leftPx: 137.5, startMs: 1000, durationMs: 4000 },
  });
});

test('one’s own is seen at once, also where no lane is free, and what is over is not drawn', () => {
  const placing = measured();
  for (let n = 0; n < 3; n += 1) placing.place(line(1000), others);
  expect(placing.place(line(1000), others)).toBeNull();
  expect(placing.place(line(0), { ...others, isOwn: true })).toMatchObject({ startMs: -200, topPx: 0 });
  placing.clear();
  expect(placing.place(line(1000 - crossingMs), others)).toBeNull();
});

test('where nothing may move, what would cross stands', () => {
  expect(measured('few', true).place(line(1000), others)).toMatchObject({ mode: 'top', leftPx: 137.5 });
});

test('letters are as wide as they may be drawn, Chinese ones as high', () => {
  expect(danmakuWidthPx('日出', 16)).toBe(40);
  expect(danmakuWidthPx('WWW', 16)).toBeGreaterThanOrEqual(3 * 15);
  expect(danmakuWidthPx('😀', 16)).toBeGreaterThan(danmakuWidthPx('日', 16));
});
