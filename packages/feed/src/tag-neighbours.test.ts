import { expect, test } from 'vitest';
import { tagNeighbours } from './tag-neighbours.ts';

const rules = { keyOf: (tag: string) => tag.toLowerCase(), most: 2 };

test('a tag is written as most write it, and its neighbours come by how many videos have them', () => {
  const videos = [
    ['Sea', 'wind', 'Boat'],
    ['Sea', 'wind', 'WIND'],
    ['sea', 'Wind', 'sand'],
    ['sea', 'boat'],
    ['sea', 'boat'],
  ];
  expect(tagNeighbours('sea', videos, rules)).toEqual({
    own: { tag: 'sea', count: 5 },
    others: [
      { tag: 'boat', count: 3 },
      { tag: 'wind', count: 3 },
    ],
  });
});

test('what nobody has is no tag', () => {
  expect(tagNeighbours('sea', [], rules)).toEqual({ own: null, others: [] });
});
