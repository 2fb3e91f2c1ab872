import { expect, test } from 'vitest';
import { tileAt, type Storyboard } from './storyboard.ts';

const board: Storyboard = {
  vttUrl: '/s.vtt',
  imageUrl: '/s.jpg',
  intervalMs: 1000,
  count: 7,
  columns: 3,
  rows: 3,
  tileWidthPx: 90,
  tileHeightPx: 160,
};

test.each([
  [0, 0, 0],
  [2_999, 180, 0],
  [3_000, 0, 160],
  [6_500, 0, 320],
])('the picture of %i ms lies at %i, %i', (ms, x, y) => {
  expect(tileAt(board, ms)).toEqual({ x, y });
});

test('beyond the end the last picture is shown, not an empty field of the sheet', () => {
  expect(tileAt(board, 60_000)).toEqual({ x: 0, y: 320 });
});
