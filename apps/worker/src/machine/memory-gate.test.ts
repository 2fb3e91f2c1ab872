import { PostponeError } from '@weireel/jobs';
import { describe, expect, it } from 'vitest';
import { createMemoryGate, fitsIntoMemory, type MemoryGate } from './memory-gate.ts';

const megabyte = 2 ** 20;
const gigabyte = 2 ** 30;

describe('the rule', () => {
  const facts = { idleBytes: 4 * gigabyte, availableBytes: 4 * gigabyte };

  it('lets one job run alone whatever it needs', () => {
    const needy = { estimateBytes: 100 * gigabyte, promisedBytes: [], idleBytes: 0, availableBytes: 0 };
    expect(fitsIntoMemory(needy)).toBe(true);
  });

  it('lets as many run as were promised memory that is there', () => {
    const oneMore = (...promisedBytes: number[]): boolean =>
      fitsIntoMemory({ ...facts, estimateBytes: gigabyte, promisedBytes });
    expect(oneMore(gigabyte)).toBe(true);
    expect(oneMore(gigabyte, gigabyte)).toBe(true);
    // The reserve would be touched.
    expect(oneMore(gigabyte, gigabyte, gigabyte)).toBe(false);
  });

  it('lets none begin beside another when other programs have taken the memory', () => {
    const estimateBytes = 700 * megabyte;
    const promisedBytes = [gigabyte];
    const crowded = { ...facts, availableBytes: 800 * megabyte };
    expect(fitsIntoMemory({ ...crowded, estimateBytes, promisedBytes })).toBe(false);
  });
});

describe('the gate', () => {
  let nowMs = 0;
  function open(availableBytes: number): MemoryGate {
    nowMs = 0;
    return createMemoryGate({ availableBytes: () => Promise.resolve(availableBytes), now: () => nowMs });
  }

  /** A job that has been let in, and how it ends. */
  async function enter(gate: MemoryGate, id: string, estimateBytes: number): Promise<() => Promise<void>> {
    const end = Promise.withResolvers<void>();
    const isIn = Promise.withResolvers<void>();
    const run = gate.use(id, estimateBytes, () => {
      isIn.resolve();
      return end.promise;
    });
    await Promise.race([isIn.promise, run]);
    return () => {
      end.resolve();
      return run;
    };
  }

  it('postpones what does not fit until something has ended, also badly', async () => {
    const gate = open(2 * gigabyte);
    const endFirst = await enter(gate, 'a', gigabyte);
    await expect(enter(gate, 'b', gigabyte)).rejects.toBeInstanceOf(PostponeError);
    await endFirst();
    const failing = gate.use('c', gigabyte, () => Promise.reject(new Error('it failed')));
    await expect(failing).rejects.toThrowError('it failed');
    await (
      await enter(gate, 'b', gigabyte)
    )();
  });

  it('remembers that what was just started has not taken its memory yet', async () => {
    const gate = open(2 * gigabyte);
    await enter(gate, 'a', gigabyte);
    await expect(enter(gate, 'b', gigabyte)).rejects.toBeInstanceOf(PostponeError);
    await enter(gate, 'c', 500 * megabyte);
  });

  it('does not let small jobs keep a large one waiting for ever', async () => {
    const gate = open(2 * gigabyte);
    const endFirst = await enter(gate, 'small 1', 100 * megabyte);
    await expect(enter(gate, 'large', 1900 * megabyte)).rejects.toBeInstanceOf(PostponeError);
    const endSecond = await enter(gate, 'small 2', 100 * megabyte);
    for (nowMs = 3000; nowMs <= 66_000; nowMs += 3000) {
      await expect(enter(gate, 'large', 1900 * megabyte)).rejects.toBeInstanceOf(PostponeError);
    }
    await expect(enter(gate, 'small 3', 100 * megabyte)).rejects.toBeInstanceOf(PostponeError);
    await endFirst();
    await endSecond();
    await enter(gate, 'large', 1900 * megabyte);
  });

  it('forgets a large one that does not come back', async () => {
    const gate = open(2 * gigabyte);
    await enter(gate, 'small 1', 100 * megabyte);
    await expect(enter(gate, 'large', 1900 * megabyte)).rejects.toBeInstanceOf(PostponeError);
    nowMs = 100_000;
    await enter(gate, 'small 2', 100 * megabyte);
  });
});
