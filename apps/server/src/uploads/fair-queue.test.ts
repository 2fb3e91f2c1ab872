import { expect, it } from 'vitest';
import { createFairQueue } from './fair-queue.ts';

it('gives everybody a turn, whoever asked for most, and one at a time', async () => {
  const queue = createFairQueue(1);
  const order: string[] = [];
  let atOnce = 0;
  const work = (name: string) => async (): Promise<void> => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await Promise.resolve();
    order.push(name);
    atOnce -= 1;
  };
  await Promise.all([
    ...['a1', 'a2', 'a3'].map((name) => queue('a', work(name))),
    ...['b1', 'b2'].map((name) => queue('b', work(name))),
  ]);
  expect(order).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
});

it('goes on after work that failed', async () => {
  const queue = createFairQueue(1);
  const failing = queue('a', () => Promise.reject(new Error('broken')));
  const next = queue('a', () => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
});
