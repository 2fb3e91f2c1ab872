import { expect, test } from 'vitest';
import { createRateWindow } from './rate-window.ts';
import { createRecent } from './recent.ts';

test('as many calls as allowed go through in a window, then it says how long to wait', () => {
  let nowMs = 5000;
  const window = createRateWindow(1000, () => nowMs);
  expect([window.take('a', 2), window.take('a', 2)]).toEqual([0, 0]);
  nowMs = 5400;
  expect(window.take('a', 2)).toBe(600);
  expect(window.take('b', 2)).toBe(0);
  nowMs = 6000;
  expect(window.take('a', 2)).toBe(0);
});

test('of many keys those used last are remembered', () => {
  const recent = createRecent<number>(2);
  recent.set('a', 1);
  recent.set('b', 2);
  expect(recent.get('a')).toBe(1);
  recent.set('c', 3);
  expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([1, undefined, 3]);
  recent.delete('a');
  expect(recent.get('a')).toBeUndefined();
});
