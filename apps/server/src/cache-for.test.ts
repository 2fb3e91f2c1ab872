import { expect, test } from 'vitest';
import { cacheFor } from './cache-for.ts';

test('an answer is found once in its time, whatever it is', async () => {
  let nowMs = 0;
  let runs = 0;
  const ask = cacheFor(
    100,
    () => nowMs,
    () => {
      runs += 1;
      return Promise.resolve(runs === 1 ? 'ok' : 'failed');
    },
  );
  expect(await Promise.all([ask(), ask()])).toEqual(['ok', 'ok']);
  nowMs = 99;
  expect(await ask()).toBe('ok');
  expect(runs).toBe(1);
  nowMs = 100;
  expect(await ask()).toBe('failed');
  nowMs = 150;
  expect(await ask()).toBe('failed');
  expect(runs).toBe(2);
});

test('what was not found is asked for again', async () => {
  let runs = 0;
  const ask = cacheFor(
    100,
    () => 0,
    () => {
      runs += 1;
      return runs === 1 ? Promise.reject(new Error('gone')) : Promise.resolve('found');
    },
  );
  await expect(ask()).rejects.toThrow('gone');
  expect(await ask()).toBe('found');
});
