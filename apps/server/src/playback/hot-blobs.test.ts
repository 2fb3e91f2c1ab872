import { createMemoryStore } from '@weireel/blob';
import { expect, test } from 'vitest';
import { createHotBlobs } from './hot-blobs.ts';

function setUp() {
  const store = createMemoryStore();
  let nowMs = 0;
  const hot = createHotBlobs(store, { capacityBytes: 20, largestBytes: 12, keptMs: 1000, now: () => nowMs });
  const textOf = async (key: string): Promise<string | null> => {
    const blob = await hot.open(key);
    if (!blob) return null;
    const into = Buffer.alloc(blob.sizeBytes);
    await blob.readInto(into, 0);
    await blob.close();
    return `${blob.bytes === null ? 'read' : 'kept'} ${into.toString()}`;
  };
  const put = (key: string, text: string) => store.put(key, Buffer.from(text));
  return { store, put, textOf, pass: (ms: number) => (nowMs += ms) };
}

test('keeps what is asked for twice, with the same facts', async () => {
  const { put, textOf } = setUp();
  await put('a', 'hello');
  expect([await textOf('a'), await textOf('a'), await textOf('a')]).toEqual([
    'read hello',
    'kept hello',
    'kept hello',
  ]);
  expect(await textOf('b')).toBeNull();
});

test('forgets in time what was deleted', async () => {
  const { store, put, textOf, pass } = setUp();
  await put('a', 'hello');
  await textOf('a');
  await textOf('a');
  await store.delete('a');
  expect(await textOf('a')).toBe('kept hello');
  pass(1000);
  expect(await textOf('a')).toBeNull();
});

test('does not keep what is asked for seldom, or is too large', async () => {
  const { put, textOf, pass } = setUp();
  await put('a', 'hello');
  await put('large', 'thirteen char');
  await textOf('a');
  pass(1000);
  expect(await textOf('a')).toBe('read hello');
  await textOf('large');
  expect(await textOf('large')).toBe('read thirteen char');
});

test('lets the one go that was used longest ago when room is short', async () => {
  const { put, textOf } = setUp();
  for (const key of ['a', 'b', 'c']) {
    await put(key, `8 bytes${key}`);
    await textOf(key);
  }
  await textOf('a');
  await textOf('b');
  await textOf('a');
  await textOf('c');
  expect([await textOf('a'), await textOf('c'), await textOf('b')]).toEqual([
    'kept 8 bytesa',
    'kept 8 bytesc',
    'kept 8 bytesb',
  ]);
});
