import { expect, test } from 'vitest';
import { createPasswordHasher, createTurns } from './password-hasher.ts';

test('a password is right for its own hash only, and never where there is none', async () => {
  const passwords = createPasswordHasher(1);
  const stored = await passwords.hash('correct horse 8');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.check('correct horse 8', stored)).toBe(true);
  expect(await passwords.check('correct horse 9', stored)).toBe(false);
  expect(await passwords.check('nobody has this password', null)).toBe(false);
});

test('so many go on at once, so many wait in order, and the others are refused', async () => {
  const inTurn = createTurns(2, 3);
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
