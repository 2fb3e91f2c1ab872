import { expect, test } from 'vitest';
import { partsOf } from './comment-parts.ts';

test('names of those who are mentioned are cut out, the longest first', () => {
  const mentions = [
    { id: 'a', nickname: '小明' },
    { id: 'b', nickname: '小明明' },
  ];
  expect(partsOf({ body: '看@小明明，@小明 和 @别人', mentions })).toEqual([
    { text: '看', isMention: false },
    { text: '@小明明', isMention: true },
    { text: '，', isMention: false },
    { text: '@小明', isMention: true },
    { text: ' 和 @别人', isMention: false },
  ]);
});

test('without mentions it is one piece, and nothing is none', () => {
  expect(partsOf({ body: '<b>@x</b>', mentions: [] })).toEqual([{ text: '<b>@x</b>', isMention: false }]);
  expect(partsOf({ body: '', mentions: [] })).toEqual([]);
});
