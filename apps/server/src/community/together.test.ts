import { expect, test } from 'vitest';
import { writeTogether } from './together.ts';

/** A writer that is as slow as the test wants. */
function slowWriter() {
  const written: Record<string, boolean>[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const write = writeTogether((_thing, wishes) => {
    written.push(Object.fromEntries(wishes));
    return new Promise<number>((resolve, reject) => {
      const n = written.length;
      ends.push((error) => (error ? reject(error) : resolve(n)));
    });
  });
  const end = async (error?: Error): Promise<void> => {
    ends.shift()?.(error);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { write, written, end };
}

test('what comes while something is written is written together after it, and the last wish counts', async () => {
  const { write, written, end } = slowWriter();
  const first = write('video', 'ann', true);
  const others = [write('video', 'bob', true), write('video', 'cy', true), write('video', 'bob', false)];
  expect(written).toEqual([{ ann: true }]);
  await end();
  expect(await first).toBe(1);
  expect(written).toEqual([{ ann: true }, { bob: false, cy: true }]);
  await end();
  expect(await Promise.all(others)).toEqual([2, 2, 2]);
});

test('different things do not wait for each other, and a thing begins anew when all is written', async () => {
  const { write, written, end } = slowWriter();
  const both = [write('a', 'ann', true), write('b', 'ann', true)];
  expect(written).toHaveLength(2);
  await end();
  await end();
  await Promise.all(both);
  void write('a', 'ann', false);
  expect(written.at(-1)).toEqual({ ann: false });
});

test('who waited with a write that failed hears of it, and the next ones go on', async () => {
  const { write, end } = slowWriter();
  const first = write('video', 'ann', true);
  const second = write('video', 'bob', true);
  await end(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await end();
  expect(await second).toBe(2);
});
