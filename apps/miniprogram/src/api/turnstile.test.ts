import { expect, test } from 'vitest';
import { createTurnstile } from './turnstile.ts';

test('so many run at once, and the others in their order', async () => {
  const enter = createTurnstile(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [1, 2, 3, 4].map((n) =>
    enter(() => {
      begun.push(n);
      return new Promise<void>((resolve) => ends.push(resolve));
    }),
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  await settle();
  expect(begun).toEqual([1, 2]);
  ends[1]?.();
  await settle();
  expect(begun).toEqual([1, 2, 3]);
  ends[0]?.();
  await settle();
  for (const end of ends) end();
  await Promise.all(all);
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('work that fails gives its place to the next one', async () => {
  const enter = createTurnstile(1);
  const failing = enter(() => Promise.reject(new Error('no')));
  const next = enter(() => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});
