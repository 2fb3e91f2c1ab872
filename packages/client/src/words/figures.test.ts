import { expect, test } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatCountdown,
  formatDecimalBytes,
  formatCount,
  formatMoment,
  formatPercent,
  formatWhen,
  roughTime,
} from './figures.ts';

test('a clock shows hours only when there are some', () => {
  expect([0, 999, 7_400, 65_000, 3_723_000].map(formatClock)).toEqual([
    '0:00',
    '0:00',
    '0:07',
    '1:05',
    '1:02:03',
  ]);
});

test('a moment is told to a tenth of a second', () => {
  expect([0, 99, 7_449, 65_950].map(formatMoment)).toEqual(['0:00.0', '0:00.0', '0:07.4', '1:05.9']);
});

test('large counts are shortened as each language does', () => {
  expect([0, 999, 12_345].map((count) => formatCount(count, 'zh-CN'))).toEqual(['0', '999', '1.2万']);
  expect([0, 999, 12_345].map((count) => formatCount(count, 'en'))).toEqual(['0', '999', '12.3K']);
});

test('sizes have at most three digits and a unit', () => {
  expect([0, 999, 1000, 1024, 12_900_000, 1_073_741_824, 523 * 1024 ** 2].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1 KB',
    '1 KB',
    '12.3 MB',
    '1 GB',
    '523 MB',
  ]);
});

test('sizes of a terminal count in thousands', () => {
  const sizes = [999, 1000, 4299, 99_960, 1_234_567, 523_400_000];
  expect(sizes.map(formatDecimalBytes)).toEqual(['999 B', '1 kB', '4.3 kB', '100 kB', '1.2 MB', '523 MB']);
});

test('time that is left is over only when it is', () => {
  expect([0, 1, 61_000, 61_001].map(formatCountdown)).toEqual(['0:00', '0:01', '1:01', '1:02']);
});

test('a share reads as 100 % only when it is whole', () => {
  expect([0, 0.456, 0.9999, 1].map(formatPercent)).toEqual(['0%', '45%', '99%', '100%']);
});

test('waiting times are rounded more the longer they are', () => {
  expect([200, 7_300, 23_000, 59_000, 95_000, 5_400_000].map(roughTime)).toEqual([
    { key: 'seconds', n: 1 },
    { key: 'seconds', n: 7 },
    { key: 'seconds', n: 25 },
    { key: 'minutes', n: 1 },
    { key: 'minutes', n: 2 },
    { key: 'hours', n: 2 },
  ]);
});

test('a moment is told relative to now within a week, then as a date', () => {
  const now = Date.parse('2026-05-20T12:00:00Z');
  expect(formatWhen('2026-05-20T11:57:00Z', now, 'en')).toBe('3 minutes ago');
  expect(formatWhen('2026-05-19T11:57:00Z', now, 'zh-CN')).toBe('昨天');
  expect(formatWhen('2026-05-20T12:00:05Z', now, 'en')).toBe('just now');
  expect(formatWhen('2026-01-02T12:00:00Z', now, 'en')).toBe('January 2, 2026');
});
