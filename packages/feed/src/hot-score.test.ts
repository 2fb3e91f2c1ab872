import { expect, test } from 'vitest';
import { hotScore } from './hot-score.ts';

const hour = 3_600_000;
const at = 1_700_000_000_000;
const quiet = { likes: 0, favourites: 0, shares: 0, publishedAtMs: at };

test('of two of one age the one is hotter that more people like, keep or pass on', () => {
  const score = (likes: number, favourites = 0, shares = 0) =>
    hotScore({ ...quiet, likes, favourites, shares });
  const sorted = [score(0), score(1), score(0, 1), score(0, 0, 1), score(10), score(100)];
  expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
  expect(new Set(sorted).size).toBe(sorted.length);
});

test('what is older falls behind, unless many times as many people like it', () => {
  const older = { ...quiet, publishedAtMs: at - 49 * hour };
  expect(hotScore({ ...older, likes: 9 })).toBeLessThan(hotScore(quiet));
  expect(hotScore({ ...older, likes: 99 })).toBeGreaterThan(hotScore(quiet));
});

test('one person does not lift a video that nobody likes above one of an evening before that twenty do', () => {
  const byOne = hotScore({ ...quiet, likes: 1, favourites: 1, shares: 1 });
  expect(byOne).toBeLessThan(hotScore({ ...quiet, likes: 20, publishedAtMs: at - 12 * hour }));
});
