import { expect, test } from 'vitest';
import { scaledTileAt, tileAt, type Storyboard } from './storyboard.ts';

const board: Storyboard = {
  vttUrl: '/s.vtt',
  imageUrl: '/s.jpg',
  imageUrls: ['/s.jpg', '/s-1.jpg'],
  intervalMs: 1000,
  count: 10,
  columns: 3,
  rows: 3,
  tileWidthPx: 90,
  tileHeightPx: 160,
};

test.each([
  [0, '/s.jpg', 0, 0],
  [2_999, '/s.jpg', 180, 0],
  [3_000, '/s.jpg', 0, 160],
  [6_500, '/s.jpg', 0, 320],
  [9_000, '/s-1.jpg', 0, 0],
])('the picture of %i ms lies on %s at %i, %i', (ms, sheetUrl, x, y) => {
  expect(tileAt(board, ms)).toEqual({ sheetUrl, x, y });
});

test('beyond the end the last picture is shown, not an empty field of the sheet', () => {
  expect(tileAt({ ...board, count: 7 }, 60_000)).toEqual({ sheetUrl: '/s.jpg', x: 0, y: 320 });
});

test('in another size, the window onto the sheet and the sheet are scaled alike', () => {
  expect(scaledTileAt(board, 3_000, 80)).toEqual({
    ...{ sheetUrl: '/s.jpg', width: 45, height: 80, x: 0, y: 80, sheetWidth: 135, sheetHeight: 240 },
  });
});
