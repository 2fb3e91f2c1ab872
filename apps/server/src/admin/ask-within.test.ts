import { expect, test } from 'vitest';
import { askWithin } from './ask-within.ts';

test('what never answers is asked once, however many wait for it', async () => {
  let asked = 0;
  const ask = askWithin(20, () => {
    asked += 1;
    return new Promise<never>(() => {});
  });
  const answers = await Promise.allSettled([ask(), ask()]);
  await expect(ask()).rejects.toThrow('no answer within 20 ms');
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked).toBe(1);
});

test('what has answered is asked anew', async () => {
  let asked = 0;
  const ask = askWithin(60_000, () => Promise.resolve((asked += 1)));
  expect([await ask(), await ask()]).toEqual([1, 2]);
});
