import { expect, test } from 'vitest';
import { comparableText } from './comparable-text.ts';

test.each([
  ['ＶＬＯＧ', 'vlog'],
  ['  Street   Food ', 'street food'],
  ['攝影', '摄影'],
  ['Café', 'cafe'],
])('%s is the same as %s', (one, other) => {
  expect(comparableText(one)).toBe(comparableText(other));
  expect(comparableText(comparableText(one))).toBe(comparableText(one));
});

test('other words are others', () => {
  expect(comparableText('摄影')).not.toBe(comparableText('摄像'));
});
