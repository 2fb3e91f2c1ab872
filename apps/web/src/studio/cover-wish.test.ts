import { expect, test } from 'vitest';
import { coverOf, firstCover } from './cover-wish.ts';

test('a cover is told with its moment and its words, and nothing where nothing was chosen (GOAL-86)', () => {
  expect(coverOf(firstCover)).toEqual({});
  expect(coverOf({ ...firstCover, text: '  \n' })).toEqual({});
  expect(coverOf({ ...firstCover, atMs: 400 })).toEqual({ coverTimeMs: 400 });
  expect(coverOf({ ...firstCover, text: ' 第一集 ', place: 'top', look: 'box' })).toEqual({
    coverTimeMs: 0,
    coverWords: [{ text: '第一集', y: 0.16, look: 'box' }],
  });
});
