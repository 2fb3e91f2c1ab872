import { expect, it } from 'vitest';
import { cuesAt, nextChangeMs } from './cues-at.ts';

const cues = [
  { startMs: 1000, endMs: 2000, text: 'a' },
  { startMs: 1500, endMs: 4000, text: 'b' },
  { startMs: 4000, endMs: 5000, text: 'c' },
];

it.each([
  [0, '', 1000],
  [999, '', 1000],
  [1000, 'a', 1500],
  [1500, 'ab', 2000],
  [2000, 'b', 4000],
  [4000, 'c', 5000],
  [5000, '', null],
])('at %i ms «%s» is shown, until %s', (atMs, shown, next) => {
  expect(
    cuesAt(cues, atMs)
      .map(({ text }) => text)
      .join(''),
  ).toBe(shown);
  expect(nextChangeMs(cues, atMs)).toBe(next);
});

it('of very many at once those that began last are shown', () => {
  const many = Array.from({ length: 100 }, (_, n) => ({ startMs: n, endMs: 1000 }));
  expect(cuesAt(many, 500).map(({ startMs }) => startMs)).toEqual([96, 97, 98, 99]);
});
