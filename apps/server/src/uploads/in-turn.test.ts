import { expect, it } from 'vitest';
import { createTurns } from './in-turn.ts';

it('runs work of one name in order, that of another beside it, and goes on after a failure', async () => {
  const inTurn = createTurns();
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = inTurn('a', async () => {
    await gate.promise;
    order.push('first');
    throw new Error('broken');
  });
  const second = inTurn('a', async () => void order.push('second'));
  await inTurn('b', async () => void order.push('beside'));
  gate.resolve();
  await expect(first).rejects.toThrow('broken');
  await second;
  expect(order).toEqual(['beside', 'first', 'second']);
});
