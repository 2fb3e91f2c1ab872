import { expect, test } from 'vitest';
import { isUnwanted, startingFeed } from './feed-kinds.ts';

test.each([
  ['hot', 'hot'],
  ['following', 'latest'],
  ['something of old', 'latest'],
  [null, 'latest'],
])('a device that remembers %s begins with %s', (remembered, kind) => {
  expect(startingFeed(remembered)).toBe(kind);
});

test('who wants an author no more loses all of theirs, who wants a video no more that one', () => {
  const all = ['a1', 'a2', 'b1'].map((id) => ({ id, author: { id: id.charAt(0) } }));
  const [video = { id: '', author: { id: '' } }] = all;
  const left = (isWholeAuthor: boolean) =>
    all.filter((one) => !isUnwanted(one, { video, isWholeAuthor })).map(({ id }) => id);
  expect(left(false)).toEqual(['a2', 'b1']);
  expect(left(true)).toEqual(['b1']);
});
