import { expect, test } from 'vitest';
import { createRemainingEstimator } from './remaining.ts';

test('nothing is promised before the speed is known', () => {
  const estimator = createRemainingEstimator();
  expect(estimator.observe('v', 0.1, 0)).toBeNull();
  expect(estimator.observe('v', 0.2, 500)).toBeNull();
});

test('a steady thing is estimated by its speed', () => {
  const estimator = createRemainingEstimator();
  estimator.observe('v', 0, 0);
  expect(estimator.observe('v', 0.25, 5_000)).toBe(15_000);
});

test('without news the estimate counts down to a second', () => {
  const estimator = createRemainingEstimator();
  estimator.observe('v', 0, 0);
  estimator.observe('v', 0.5, 4_000);
  expect(estimator.observe('v', 0.5, 6_000)).toBe(2_000);
  expect(estimator.observe('v', 0.5, 60_000)).toBe(1_000);
});

test('a thing that starts anew is measured anew', () => {
  const estimator = createRemainingEstimator();
  estimator.observe('v', 0, 0);
  estimator.observe('v', 0.9, 9_000);
  expect(estimator.observe('v', 0.1, 10_000)).toBeNull();
});
