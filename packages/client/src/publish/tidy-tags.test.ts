import { expect, test } from 'vitest';
import { tidyTags } from './tidy-tags.ts';

test('tags lose their sign, white space and twins', () => {
  expect(tidyTags([' #旅行 ', '旅行', '＃美食', ' ', '#'])).toEqual(['旅行', '美食']);
});

test('at most ten tags of thirty characters are kept', () => {
  const tags = tidyTags(Array.from({ length: 12 }, (_, n) => `${n}-${'x'.repeat(40)}`));
  expect(tags).toHaveLength(10);
  expect(tags.every((tag) => tag.length === 30)).toBe(true);
});
