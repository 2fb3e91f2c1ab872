import { expect, test } from 'vitest';
import { chooseCaptions } from './caption-choice.ts';

const tracks = ['de', 'en', 'zh-CN', 'zh-TW'].map((language) => ({ language }));

test.each([
  ['who has said nothing sees their language', null, null, 'en', 'en'],
  ['or one close to it', null, null, 'zh-HK', 'zh-CN'],
  ['or none', null, null, 'fr', undefined],
  ['who wants none sees none', false, 'en', 'en', undefined],
  ['who chose a language sees it', true, 'zh-TW', 'en', 'zh-TW'],
  ['or else their own', true, 'ja', 'en-GB', 'en'],
  ['or else some', true, 'ja', 'fr', 'de'],
])('%s', (_, isOn, language, reader, chosen) => {
  expect(chooseCaptions(tracks, { isOn, language }, reader)?.language).toBe(chosen);
  expect(chooseCaptions([], { isOn, language }, reader)).toBeNull();
});
