import { expect, test } from 'vitest';
import { mixFeed, type Candidate } from './mix-feed.ts';

const some = (name: string, count: number, authors = count): Candidate[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${name}${n}`, authorId: `${name} author ${n % authors}` }));
const ids = (candidates: readonly Candidate[]): string[] => candidates.map(({ id }) => id);

test('of four two are hot, one is followed and one is new', () => {
  const mixed = mixFeed({ hot: some('h', 9), fresh: some('f', 9), followed: some('w', 9) }, 8);
  expect(ids(mixed)).toEqual(['h0', 'w0', 'h1', 'f0', 'h2', 'w1', 'h3', 'f1']);
});

test('a source that has run out leaves its turn, and nothing is shown twice', () => {
  const hot = some('h', 3);
  const mixed = mixFeed({ hot, fresh: [...hot, ...some('f', 3)], followed: [] }, 20);
  expect(ids(mixed).toSorted()).toEqual(['f0', 'f1', 'f2', 'h0', 'h1', 'h2']);
  expect(mixFeed({ hot: [], fresh: [], followed: [] }, 5)).toEqual([]);
});

test('one author stands apart from themselves, as long as there are others', () => {
  const loud = some('loud', 6, 1);
  const mixed = mixFeed({ hot: loud, fresh: some('f', 6), followed: [] }, 8);
  const places = mixed.flatMap(({ authorId }, n) => (authorId === 'loud author 0' ? [n] : []));
  for (const [n, place] of places.entries()) {
    if (n > 0) expect(place - (places[n - 1] ?? 0)).toBeGreaterThan(3);
  }
  expect(mixFeed({ hot: loud, fresh: [], followed: [] }, 3)).toHaveLength(3);
});
