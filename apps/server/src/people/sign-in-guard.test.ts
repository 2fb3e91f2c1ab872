import { WeireelError } from '@weireel/contract';
import { beforeEach, describe, expect, test } from 'vitest';
import { createSignInGuard, type SignInGuard } from './sign-in-guard.ts';

const perMinute = 30;
const minuteMs = 60_000;
let nowMs: number;
let guard: SignInGuard;

beforeEach(() => {
  nowMs = 1e6;
  guard = createSignInGuard(perMinute, () => nowMs);
});

interface Attempt {
  account?: string;
  address?: string;
  isOwner?: boolean;
}

/** `right`, `wrong`, or how long to wait. */
async function attempt(
  isRight: boolean,
  { account = 'ann', address = '192.0.2.1', isOwner = false }: Attempt,
) {
  try {
    const answer = await guard.tryPassword({ account, address, isOwner }, () => Promise.resolve(isRight));
    return answer ? 'right' : 'wrong';
  } catch (error) {
    if (error instanceof WeireelError && error.code === 'rate_limited') return error.retryAfterMs;
    throw error;
  }
}

async function failTimes(times: number, where: Attempt): Promise<unknown[]> {
  const answers = [];
  for (let n = 0; n < times; n += 1) answers.push(await attempt(false, where));
  return answers;
}

function arrivals(count: number, addressOf: (n: number) => string): number {
  let arrived = 0;
  for (let n = 0; n < count; n += 1) {
    try {
      guard.arrive(addressOf(n));
      arrived += 1;
    } catch (error) {
      if (!(error instanceof WeireelError)) throw error;
    }
  }
  return arrived;
}

describe('those who arrive', () => {
  test('are counted by address, and by the /64 of IPv6', () => {
    expect(arrivals(100, () => '192.0.2.1')).toBe(perMinute);
    expect(arrivals(100, () => '::ffff:192.0.2.1')).toBe(0);
    expect(arrivals(100, (n) => `2001:db8:0:1::${n.toString(16)}`)).toBe(perMinute);
    nowMs += minuteMs;
    expect(arrivals(100, () => '192.0.2.1')).toBe(perMinute);
  });

  test('are counted by the /48 as well, which one customer may have', () => {
    expect(arrivals(500, (n) => `2001:db8:0:${n.toString(16)}::1`)).toBe(4 * perMinute);
    expect(arrivals(1, () => '2001:db8:1:1::1')).toBe(1);
  });
});

describe('who fails', () => {
  test('waits twice as long each time, and never longer than a quarter of an hour', async () => {
    expect(await failTimes(5, {})).toEqual(Array(5).fill('wrong'));
    for (let waitMs = 30_000; waitMs < 15 * minuteMs; waitMs *= 2) {
      expect(await attempt(true, {})).toBe(waitMs);
      nowMs += waitMs;
      expect(await attempt(false, {})).toBe('wrong');
    }
    expect(await attempt(true, {})).toBe(15 * minuteMs);
    nowMs += 15 * minuteMs;
    expect(await attempt(true, {})).toBe('right');
    expect(await failTimes(5, {})).toEqual(Array(5).fill('wrong'));
  });

  test('is free again after an hour without failures', async () => {
    await failTimes(5, {});
    nowMs += 60 * minuteMs;
    expect(await failTimes(5, {})).toEqual(Array(5).fill('wrong'));
  });

  test('gains nothing by trying at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => attempt(false, {})));
    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(5);
  });

  test('is not counted when nobody looked at the password', async () => {
    const failing = () => Promise.reject(new WeireelError('unavailable'));
    for (let n = 0; n < 50; n += 1) {
      const trial = { account: 'ann', address: '192.0.2.1', isOwner: false };
      await expect(guard.tryPassword(trial, failing)).rejects.toMatchObject({ code: 'unavailable' });
    }
    expect(await failTimes(5, {})).toEqual(Array(5).fill('wrong'));
    // Nor are failures that were counted forgotten by it.
    expect(await attempt(false, {})).toBe(30_000);
  });

  test('does not hinder the owner elsewhere', async () => {
    await failTimes(100, { address: '198.51.100.9' });
    expect(await attempt(true, {})).toBe('right');
  });

  test('from ever new addresses soon waits, the owner where they always come in does not', async () => {
    expect(await attempt(true, { address: '192.0.2.7' })).toBe('right');
    const guesses = [];
    for (let n = 0; n < 200; n += 1) guesses.push(await attempt(false, { address: `198.51.100.${n}` }));
    expect(guesses.filter((answer) => answer === 'wrong')).toHaveLength(20);
    expect(guesses.at(-1)).toBe(3 * minuteMs);
    expect(await attempt(true, { address: '192.0.2.7' })).toBe('right');
    expect(await attempt(true, { address: '203.0.113.1', isOwner: true })).toBe('right');
    // A stranger's address waits for the allowance to come back.
    expect(await attempt(true, { address: '203.0.113.1' })).toBe(3 * minuteMs);
    nowMs += 3 * minuteMs;
    expect(await attempt(true, { address: '203.0.113.1' })).toBe('right');
  });

  test('at one account after the other is slowed down too, those known there are not', async () => {
    expect(await attempt(true, { account: 'bo' })).toBe('right');
    const guesses = [];
    for (let n = 0; n < 200; n += 1) guesses.push(await attempt(false, { account: `person${n}` }));
    expect(guesses.filter((answer) => answer === 'wrong')).toHaveLength(2 * perMinute);
    expect(await attempt(true, { account: 'bo' })).toBe('right');
    expect(await attempt(true, { account: 'new' })).toBe(30_000);
  });

  test('somebody who succeeds may do so as often as they like', async () => {
    for (let n = 0; n < 200; n += 1) expect(await attempt(true, {})).toBe('right');
  });
});
