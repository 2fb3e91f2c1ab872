import { expect, it } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import { requireRoom, reservedBytes } from './require-room.ts';

it('leaves the reserve alone', async () => {
  const blobs = { ...createMemoryStore(), freeBytes: () => Promise.resolve(reservedBytes + 100) };
  await requireRoom(blobs, 100);
  await expect(requireRoom(blobs, 101)).rejects.toMatchObject({ code: 'storage_full' });
});

it('trusts a store that does not know how much room it has', async () => {
  await requireRoom(createMemoryStore(), 1e15);
});
