import { expect, test } from 'vitest';
import { chaptersOf, faultsOf, inOrder, writeTime, type ChapterRow } from './chapter-rows.ts';

const row = (id: number, time: string, title: string): ChapterRow => ({ id, time, title });

test('rows are chapters in the order of their times, whatever order they were written in', () => {
  const rows = [row(1, '1:00', ' Later '), row(2, '0:00', 'First'), row(3, '0:12.5', 'Middle')];
  expect(faultsOf(rows, 61_000)).toEqual(new Map());
  expect(chaptersOf(rows)).toEqual([
    { startMs: 0, title: 'First' },
    { startMs: 12_500, title: 'Middle' },
    { startMs: 60_000, title: 'Later' },
  ]);
});

test('what keeps a row from being a chapter is said of that row', () => {
  const rows = [row(1, '0:00', 'a'), row(2, '0:00', 'b'), row(3, 'soon', 'c'), row(4, '1:00', 'd')];
  expect([...faultsOf([...rows, row(5, '0:05', ' ')], 60_000)]).toEqual([
    ...[
      [2, 'twice'],
      [3, 'badTime'],
      [4, 'tooLate'],
      [5, 'noName'],
    ],
  ]);
  expect(
    inOrder([row(1, '0:20', 'a'), row(2, 'soon', 'b'), row(3, '0:10', 'c')]).map(({ id }) => id),
  ).toEqual([3, 1, 2]);
});

test('a moment is written as players show it, and to its fraction where it has one', () => {
  expect([0, 65_000, 12_500].map(writeTime)).toEqual(['0:00', '1:05', '0:12.500']);
});
