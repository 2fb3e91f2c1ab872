import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeBlobStore } from './contract-suite.ts';
import { createDiskStore } from './disk-store.ts';
import { createMemoryStore } from './memory-store.ts';

describeBlobStore('a store in memory', async () => {
  const store = createMemoryStore();
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
