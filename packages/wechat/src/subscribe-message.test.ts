import { expect, test } from 'vitest';
import { fieldValue } from './subscribe-message.ts';

test.each([
  ['thing1', '拍得真好', '拍得真好'],
  ['thing2', '一二三四五六七八九十一二三四五六七八九十一', '一二三四五六七八九十一二三四五六七八九…'],
  ['thing3', ' two\nlines ', 'two lines'],
  ['thing4', '', '-'],
  ['phrase1', '审核已经通过', '审核已经…'],
  ['name1', '小影', '小影'],
  ['name1', '一二三四五六七八九十一', '一二三四五六七八九十'],
  ['name1', 'Ada Lovelace', 'Ada Lovelace'],
  ['name1', '小影01', '有人'],
  ['name1', '🙂', '有人'],
])('%s says «%s» as «%s»', (key, text, value) => {
  expect(fieldValue(key, text)).toBe(value);
});
