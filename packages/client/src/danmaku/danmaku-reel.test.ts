import { expect, test } from 'vitest';
import { createDanmakuReel } from './danmaku-reel.ts';
import type { DanmakuLine } from './danmaku-track.ts';

const lines = [500, 1500, 20_000].map((atMs): DanmakuLine => ({
  ...{ id: String(atMs), authorId: 'a', atMs, body: 'x', mode: 'scroll', colour: 'white' },
}));
const reel = () =>
  createDanmakuReel({ between: (from, to) => lines.filter(({ atMs }) => atMs >= from && atMs < to) });
const moments = (all: readonly DanmakuLine[]) => all.map(({ atMs }) => atMs);

test('each one is due once, a little before its moment', () => {
  const { due } = reel();
  expect(moments(due(0))).toEqual([500]);
  expect(moments(due(250))).toEqual([]);
  expect(moments(due(900))).toEqual([1500]);
});

test('at another moment, those are due that are still to be seen there', () => {
  const { restart, due, recent, isRecent } = reel();
  expect(moments(restart(9000))).toEqual([1500]);
  expect(moments(due(19_500))).toEqual([20_000]);
  expect(moments(restart(600))).toEqual([500]);
  expect(moments(recent(600))).toEqual([500]);
  expect(lines.map((line) => isRecent(line, 600))).toEqual([true, false, false]);
});
