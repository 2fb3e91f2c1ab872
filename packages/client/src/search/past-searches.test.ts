import { expect, test } from 'vitest';
import { createPastSearches } from './past-searches.ts';

function deviceWith(text: string | null) {
  let kept = text;
  return { read: () => kept, write: (_key: string, next: string | null) => void (kept = next) };
}

test('the ten latest searches are remembered, each once, and after a restart', () => {
  const device = deviceWith(null);
  const past = createPastSearches(device);
  for (let n = 1; n <= 11; n += 1) past.keep(`search ${n}`);
  past.keep('search 5');
  past.forget('search 11');
  expect(createPastSearches(device).all()).toEqual([5, 10, 9, 8, 7, 6, 4, 3, 2].map((n) => `search ${n}`));
});

test('all can be forgotten', () => {
  const device = deviceWith('["cat"]');
  createPastSearches(device).forgetAll();
  expect(device.read()).toBe(null);
});

test.each(['{', '"cat"', '[1]'])('a damaged memory (%s) is none', (text) => {
  expect(createPastSearches(deviceWith(text)).all()).toEqual([]);
});
