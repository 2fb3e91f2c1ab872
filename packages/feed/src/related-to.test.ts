import { expect, test } from 'vitest';
import { relatedTo, type Topic } from './related-to.ts';

const video = (id: string, authorId: string, ...tags: string[]): Topic => ({ id, authorId, tags });

test('what shares tags or the author comes first, then what is best; never the video itself', () => {
  const topic = video('this', 'ann', 'Sea', '旅行');
  const candidates = [
    video('best', 'bob'),
    video('this', 'ann', 'sea'),
    video('author', 'ann'),
    video('both', 'ann', 'ｓｅａ'),
    video('one', 'cy', 'sea'),
    video('two', 'cy', 'SEA', '旅行'),
  ];
  const found = relatedTo(topic, candidates, 9).map(({ id }) => id);
  expect(found).toEqual(['both', 'two', 'author', 'one', 'best']);
  expect(relatedTo(topic, candidates, 2)).toHaveLength(2);
  expect(relatedTo(topic, [], 5)).toEqual([]);
});
