import { expect, it } from 'vitest';
import { longestTimerMs, timerDelayMs } from './long-timer.ts';

it.each([
  [1500, 1500],
  [longestTimerMs, longestTimerMs],
  [longestTimerMs + 1, longestTimerMs],
  [Infinity, longestTimerMs],
  [-5, 0],
])('makes a delay of %s ms one of %s ms', (wished, counted) => {
  expect(timerDelayMs(wished)).toBe(counted);
});
