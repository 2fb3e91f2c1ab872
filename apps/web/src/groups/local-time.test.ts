import { expect, test } from 'vitest';
import { fromLocalTime, toLocalTime } from './local-time.ts';

test('a time goes into the field and comes out as the same minute', () => {
  for (const iso of ['2026-11-27T01:30:00.000Z', '2026-03-29T01:30:00.000Z', '2999-01-01T00:00:00.000Z']) {
    expect(fromLocalTime(toLocalTime(iso))).toBe(iso);
  }
  expect(toLocalTime('2026-11-27T01:30:59.999Z')).toMatch(/^2026-11-2[67]T\d\d:\d\d$/);
});

test('an unfinished field holds no time', () => {
  expect([fromLocalTime(''), fromLocalTime('2026-'), fromLocalTime('soon')]).toEqual([null, null, null]);
});
