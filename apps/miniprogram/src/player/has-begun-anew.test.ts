import { expect, test } from 'vitest';
import { hasBegunAnew } from './has-begun-anew.ts';

test.each([
  ['from the end to the beginning', 59_500, 200, 60_000, true],
  ['on', 59_000, 59_500, 60_000, false],
  ['back from the middle, by a finger', 30_000, 200, 60_000, false],
  ['a little back at the end', 59_900, 58_000, 60_000, false],
  ['around a short one', 1800, 100, 2000, true],
  ['nowhere, of no known length', 0, 0, 0, false],
])('a video that goes %s', (_how, fromMs, toMs, durationMs, has) => {
  expect(hasBegunAnew({ fromMs, toMs, durationMs })).toBe(has);
});
