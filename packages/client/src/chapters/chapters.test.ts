import { expect, test } from 'vitest';
import { chapterAt, chapterBeside } from './chapter-places.ts';
import { readChapterLine, writeChapterLine } from './chapter-lines.ts';
import { readChapters } from './read-chapters.ts';

const chapters = [
  { startMs: 10_000, title: 'One' },
  { startMs: 20_000, title: 'Two' },
  { startMs: 40_000, title: 'Three' },
];

test('a position lies in the chapter that began last', () => {
  const at = (ms: number) => chapterAt(chapters, ms)?.title ?? null;
  expect([0, 9_999, 10_000, 39_999, 40_000, 1e9].map(at)).toEqual([
    null,
    null,
    'One',
    'Two',
    'Three',
    'Three',
  ]);
  expect(chapterAt([], 5)).toBeNull();
});

test('one goes to the next chapter, and back to the beginning of this one, or of the one before', () => {
  expect([0, 10_000, 25_000, 40_000].map((ms) => chapterBeside(chapters, ms, 1))).toEqual([
    ...[10_000, 20_000, 40_000, null],
  ]);
  expect([0, 11_000, 22_000, 23_000, 90_000].map((ms) => chapterBeside(chapters, ms, -1))).toEqual([
    ...[0, 0, 10_000, 20_000, 40_000],
  ]);
  expect(chapterBeside([], 5000, -1)).toBeNull();
});

test('chapters are read from a description that lists them, however the times are written', () => {
  const description = [
    'What a day at the sea.',
    '',
    '0:00 Intro',
    '- [00:15] The first wave',
    '（1：02：03）涨潮：浪来了',
    'At four o’clock: 2:00:00',
    '2:30:00 - <b>End</b>\t',
    'Questions at 12:345, or ring 1:2',
  ].join('\n');
  expect(readChapters(description)).toEqual([
    { startMs: 0, title: 'Intro' },
    { startMs: 15_000, title: 'The first wave' },
    { startMs: 3_723_000, title: '涨潮：浪来了' },
    { startMs: 7_200_000, title: 'At four o’clock' },
    { startMs: 9_000_000, title: '<b>End</b>' },
  ]);
});

test.each([
  ['two of them', '0:00 a\n0:20 b'],
  ['none at the beginning', '0:01 a\n0:20 b\n0:40 c'],
  ['one that is too short', '0:00 a\n0:09 b\n0:40 c'],
  ['times out of order', '0:00 a\n0:40 b\n0:20 c'],
  ['times without titles', '0:00\n0:20 -\n0:40'],
  ['no minute of more than 59 seconds', '0:00 a\n0:60 b\n1:90 c'],
  [
    'more than a video may have',
    Array.from({ length: 101 }, (_, n) => `${Math.floor(n / 6)}:${n % 6}0 x`).join('\n'),
  ],
])('a description lists no chapters with %s', (_what, description) => {
  expect(readChapters(description)).toEqual([]);
});

test('a title that is read is one line, and no longer than a title may be', () => {
  const title = readChapters(`0:00 ${'x'.repeat(99)}😀y\n1:00 a\u0007b\n2:00 c`).map((each) => each.title);
  expect(title).toEqual(['x'.repeat(99), 'a b', 'c']);
  expect(readChapters(`${'-'.repeat(2000)}\n${' '.repeat(2000)}:\n${'1:'.repeat(1000)}`)).toEqual([]);
});

test('a chapter is written as a line and read again, to the millisecond', () => {
  for (const startMs of [0, 7, 65_250, 3_600_000, 86_399_999]) {
    const chapter = { startMs, title: '2. [Zwei] 一' };
    expect(readChapterLine(writeChapterLine(chapter))).toEqual(chapter);
  }
  for (const line of ['', '0:00', '0:60 a', '1:5 a', 'a 0:00', '0:00.5 a'])
    expect(readChapterLine(line)).toBeNull();
});
