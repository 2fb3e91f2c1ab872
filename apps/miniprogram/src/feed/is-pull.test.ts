import { expect, test } from 'vitest';
import { isPull } from './is-pull.ts';

test.each([
  ['far down', 10, 200, true],
  ['a little', 0, 79, false],
  ['up', 0, -200, false],
  ['aside', 120, 200, false],
])('a finger that goes %s pulls: that is %s', (_how, x, y, pulls) => {
  expect(isPull({ pageX: 50, pageY: 100 }, { pageX: 50 + x, pageY: 100 + y })).toBe(pulls);
});
