import type { DanmakuLine } from '@weireel/client';
import { expect, test } from 'vitest';
import { shownDanmaku } from './shown-danmaku.ts';

const line: DanmakuLine = {
  ...{ id: 'a', authorId: 'b', atMs: 1000, body: '日出', mode: 'scroll', colour: 'red' },
};
const place = { mode: 'scroll', topPx: 23, leftPx: 0, startMs: 1000, durationMs: 8000 } as const; // as: above

test('what has passed of a danmaku is left out of its animation, at any speed', () => {
  expect(shownDanmaku(line, place, { positionMs: 3000, rate: 2, turn: 4, isOwn: true })).toEqual({
    ...{ key: 'a.4', text: '日出', look: 'scroll own' },
    style: 'top:23px;left:0px;color:#ff7a7a;animation-duration:4000ms;animation-delay:-1000ms',
  });
});

test('what is still to come waits', () => {
  const standing = { ...place, mode: 'top', leftPx: 100.4, durationMs: 4000 } as const; // as: above
  const shown = shownDanmaku(line, standing, { positionMs: 400, rate: 1, turn: 0, isOwn: false });
  expect(shown.look).toBe('stand');
  expect(shown.style).toContain('animation-delay:600ms');
});
