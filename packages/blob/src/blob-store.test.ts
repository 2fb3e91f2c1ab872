import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PartsRefusedError } from './blob-store.ts';
import { describeBlobStore } from './contract-suite.ts';
import { createDiskStore } from './disk-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { openStore } from './open-store.ts';

describeBlobStore('a store in memory', async () => {
  const store = createMemoryStore();
  return { store, reopen: () => store, dispose: async () => undefined };
});

describeBlobStore('a store in memory that is like S3', async () => {
  const store = createMemoryStore({ readsUnfinished: false, smallestPartBytes: 5 * 1024 * 1024 });
  return { store, reopen: () => store, dispose: async () => undefined };
});

describeBlobStore('a store on disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weireel-blob-'));
  return {
    store: createDiskStore(folder),
    reopen: () => createDiskStore(folder),
    dispose: () => rm(folder, { recursive: true }),
  };
});

describe('a store in memory', () => {
  it('refuses the etag that a part had before it was written again', async () => {
    const store = createMemoryStore();
    const id = await store.createMultipart('a/x', { sizeBytes: 4, partSizeBytes: 4 });
    const former = await store.writePart('a/x', id, 1, Buffer.from('0123'));
    const etag = await store.writePart('a/x', id, 1, Buffer.from('4567'));
    const complete = (named: string) => store.completeMultipart('a/x', id, [{ n: 1, etag: named }]);
    await expect(complete(former)).rejects.toBeInstanceOf(PartsRefusedError);
    await complete(etag);
  });
});

it('is opened by its address, and there is none for other kinds of address', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weireel-blob-'));
  try {
    await createDiskStore(folder).put('a/x', Buffer.from('1'));
    expect(await openStore(pathToFileURL(folder)).head('a/x')).toMatchObject({ sizeBytes: 1 });
    expect(() => openStore(new URL('s3://bucket'))).toThrow('no store for s3:');
  } finally {
    await rm(folder, { recursive: true });
  }
});
