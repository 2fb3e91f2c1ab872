import { expect, test, vi } from 'vitest';
import { createTurns } from './turns.ts';

const limitMs = 60_000;

test('turns go round among those who wait, however much one of them wants', async () => {
  const turns = createTurns({ atOnce: 1, ofOne: 1, limitMs });
  const first = await turns.take('greedy', false);
  const order: string[] = [];
  const ends: (() => void)[] = [];
  for (const name of ['greedy', 'greedy', 'greedy', 'modest', 'other', 'modest']) {
    void turns.take(name, false).then((end) => {
      order.push(name);
      ends.push(end);
    });
  }
  first();
  for (let n = 0; n < 6; n += 1) {
    await vi.waitFor(() => expect(ends).toHaveLength(n + 1));
    ends[n]?.();
  }
  expect(order).toEqual(['greedy', 'modest', 'other', 'greedy', 'modest', 'greedy']);
});

test('nobody holds more than a share, and the house as much as there is', async () => {
  const turns = createTurns({ atOnce: 4, ofOne: 2, limitMs });
  const greedy = [await turns.take('greedy', false), await turns.take('greedy', false)];
  let hasThird = false;
  void turns.take('greedy', false).then(() => (hasThird = true));
  const house = [await turns.take(null, false), await turns.take(null, false)];
  house[0]?.();
  await Promise.resolve();
  expect(hasThird).toBe(false);
  greedy[0]?.();
  await vi.waitFor(() => expect(hasThird).toBe(true));
});

test('what cannot end without another turn gets it before everybody who waits', async () => {
  const turns = createTurns({ atOnce: 2, ofOne: 1, limitMs });
  const outer = await turns.take('a', false);
  const other = await turns.take('b', false);
  const order: string[] = [];
  void turns.take('c', false).then((end) => {
    order.push('c');
    end();
  });
  void turns.take('a', true).then((end) => {
    order.push('within a');
    end();
  });
  other();
  await vi.waitFor(() => expect(order).toEqual(['within a', 'c']));
  outer();
});

test('who waits too long is told so, and takes nobody’s turn', async () => {
  vi.useFakeTimers();
  try {
    const turns = createTurns({ atOnce: 1, ofOne: 1, limitMs });
    const end = await turns.take('a', false);
    const late = turns.take('b', false);
    const refused = expect(late).rejects.toThrow('timeout exceeded when trying to connect');
    vi.advanceTimersByTime(limitMs);
    await refused;
    end();
    await expect(turns.take('c', false)).resolves.toBeTypeOf('function');
  } finally {
    vi.useRealTimers();
  }
});
