import { expect, test } from 'vitest';
import { createLanes } from './lanes.ts';

test('so many go on at once, so many wait in order, and the others are refused', async () => {
  const inTurn = createLanes(2, 3);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const works = [0, 1, 2, 3, 4, 5].map((n) =>
    inTurn(async () => {
      begun.push(n);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (n === 1) throw new Error('broken');
      return n;
    }),
  );
  const settled = Promise.allSettled(works);
  await expect(works[5]).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: 2000 });
  for (let n = 0; n < 5; n += 1) {
    await expect.poll(() => begun).toHaveLength(Math.min(5, n + 2));
    ends[n]?.();
  }
  expect((await settled).map(({ status }) => status)).toEqual([
    ...['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected'],
  ]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});
