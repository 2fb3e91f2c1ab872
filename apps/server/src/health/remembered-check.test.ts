import { expect, test } from 'vitest';
import { rememberedCheck } from './remembered-check.ts';

test('a check runs once in its time, whether it passed or not', async () => {
  let nowMs = 0;
  let runs = 0;
  const check = rememberedCheck(
    () => {
      runs += 1;
      return runs === 1 ? Promise.resolve() : Promise.reject(new Error('gone'));
    },
    { holdsMs: 100, now: () => nowMs },
  );
  await Promise.all([check(), check()]);
  nowMs = 99;
  await check();
  expect(runs).toBe(1);
  nowMs = 100;
  await expect(check()).rejects.toThrow('gone');
  nowMs = 150;
  await expect(check()).rejects.toThrow('gone');
  expect(runs).toBe(2);
});
