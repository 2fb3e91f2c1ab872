import { expect, test } from 'vitest';
import { fillMessage } from './fill-message.ts';

test.each([
  ['{n} 分钟', { n: 3 }, '3 分钟'],
  ['{done} / {total}', { done: '1 MB', total: '2 MB' }, '1 MB / 2 MB'],
  ['{n} + {n}', { n: 0 }, '0 + 0'],
  ['已保存', {}, '已保存'],
  ['约 {time}', {}, '约 '],
])('%j with %j reads %j', (message, values, text) => {
  expect(fillMessage(message, values)).toBe(text);
});

test('what fills a placeholder is text, whatever it looks like', () => {
  expect(fillMessage('「{title}」', { title: '{title} $& $1 | @:brand' })).toBe(
    '「{title} $& $1 | @:brand」',
  );
});
