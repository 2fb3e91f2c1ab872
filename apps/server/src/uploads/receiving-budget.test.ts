import { describe, expect, it } from 'vitest';
import { ReceivingBudget, type Holding } from './receiving-budget.ts';

const limits = { totalBytes: 100, personBytes: 40, waitingParts: 2 };

/** Whether a promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const other = {};
  return (await Promise.race([promise, Promise.resolve(other)])) !== other;
}

describe('the room for parts on their way', () => {
  it('makes a person’s parts wait for their own only, in order (UPL-10)', async () => {
    const budget = new ReceivingBudget(limits, () => 0);
    const first = await budget.open('a', 30);
    const second = budget.open('a', 30);
    const third = budget.open('a', 10);
    await budget.open('b', 40);
    expect([await isSettled(second), await isSettled(third)]).toEqual([false, false]);
    first.release();
    await Promise.all([second, third]);
  });

  it('refuses more waiting parts of one person than it wants to keep', async () => {
    const budget = new ReceivingBudget(limits, () => 0);
    await budget.open('a', 40);
    void budget.open('a', 1);
    void budget.open('a', 1);
    await expect(budget.open('a', 1)).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('lets one part that is larger than a share take all of it', async () => {
    const budget = new ReceivingBudget(limits, () => 0);
    const whole = await budget.open('a', 1000);
    const next = budget.open('a', 1);
    expect(await isSettled(next)).toBe(false);
    whole.release();
    await next;
  });

  it('gives the slowest part up when what has arrived is too much (UPL-10)', async () => {
    let now = 0;
    const budget = new ReceivingBudget(limits, () => now);
    const slow = await budget.open('a', 40);
    slow.grow(30);
    now = 50_000;
    const quick = await budget.open('b', 40);
    const other = await budget.open('c', 40);
    now = 60_000;
    quick.grow(35);
    other.grow(35);
    expect(slow.givenUp.aborted).toBe(false);
    other.grow(1);
    expect([slow, quick, other].map(({ givenUp }: Holding) => givenUp.aborted)).toEqual([true, false, false]);
  });

  it('gives up the one that asks when all others are too young to judge', async () => {
    const budget = new ReceivingBudget({ ...limits, totalBytes: 50 }, () => 0);
    const first = await budget.open('a', 40);
    const second = await budget.open('b', 40);
    first.grow(40);
    second.grow(11);
    expect([first.givenUp.aborted, second.givenUp.aborted]).toEqual([false, true]);
  });
});
