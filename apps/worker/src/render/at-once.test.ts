import { describe, expect, it } from 'vitest';
import { bothOf } from './both-of.ts';
import { forEachAtOnce } from './for-each-at-once.ts';

/** A promise, and what settles it. */
function held(): { until: Promise<void>; let: () => void; fail: (error: Error) => void } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { until: promise, let: resolve, fail: reject };
}

describe('things that are done so many at once', () => {
  it('are begun in their order, each when one before it has ended', async () => {
    const gates = [held(), held(), held()];
    const begun: number[] = [];
    const all = forEachAtOnce([0, 1, 2], 2, async (n) => {
      begun.push(n);
      await gates[n]?.until;
    });
    expect(begun).toEqual([0, 1]);
    gates[1]?.let();
    await gates[1]?.until;
    gates[0]?.let();
    gates[2]?.let();
    await all;
    expect(begun).toEqual([0, 1, 2]);
  });

  it('are not begun after one failed, and those under way have ended', async () => {
    const [failing, slow] = [held(), held()];
    const ended: number[] = [];
    const all = forEachAtOnce([0, 1, 2], 2, async (n) => {
      await (n === 0 ? failing : slow).until;
      ended.push(n);
    });
    failing.fail(new Error('no room'));
    await expect(Promise.race([all, Promise.resolve('still at it')])).resolves.toBe('still at it');
    slow.let();
    await expect(all).rejects.toThrow('no room');
    expect(ended).toEqual([1]);
  });
});

describe('two things at once', () => {
  it('give what both made', async () => {
    const never = new AbortController().signal;
    const made = bothOf(
      never,
      () => Promise.resolve(1),
      () => Promise.resolve('two'),
    );
    expect(await made).toEqual([1, 'two']);
  });

  it('end together when one fails, with its reason', async () => {
    let isEnded = false;
    const patient = (signal: AbortSignal) =>
      new Promise<void>((_, reject) =>
        signal.addEventListener('abort', () => {
          isEnded = true;
          reject(new Error('stopped'));
        }),
      );
    const failing = () => Promise.reject(new Error('no room'));
    await expect(bothOf(new AbortController().signal, failing, patient)).rejects.toThrow('no room');
    expect(isEnded).toBe(true);
  });
});
