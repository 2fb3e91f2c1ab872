import { expect, test } from 'vitest';
import { cutTags } from './cut-tags.ts';

const tagsIn = (text: string) => cutTags(text).flatMap(({ tag }) => tag ?? []);

test.each([
  ['今天在 #海边 拍的 #vlog', ['海边', 'vlog']],
  ['＃日落，#sea_side!', ['日落', 'sea_side']],
  ['No. #1 of 3', []],
  ['https://example.org/a#part and C# and a#b', []],
  ['##twice', []],
  [`#${'x'.repeat(31)}`, []],
  ['', []],
])('%j names %j', (text, tags) => {
  expect(tagsIn(text)).toEqual(tags);
  expect(
    cutTags(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});
