import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDiskStore } from './disk-store.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-disk-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const farFuture = 8e15;

it('keeps unfinished bytes out of sight, and the sweep finds what a kill left of them', async () => {
  const store = createDiskStore(folder);
  const reached = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  async function* slowly(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half');
    reached.resolve();
    await goOn.promise;
    yield Buffer.from(' and half');
  }
  const storing = store.put('a/x', slowly());
  await reached.promise;
  expect(await readdir(join(folder, 'drafts'))).toHaveLength(1);
  expect(await store.head('a/x')).toBeNull();
  goOn.resolve();
  await storing;
  expect(await store.head('a/x')).toMatchObject({ sizeBytes: 13 });
  expect(await readdir(join(folder, 'drafts'))).toEqual([]);

  await writeFile(join(folder, 'drafts', 'left-by-a-kill'), 'half');
  expect(await store.sweepTemporary(0)).toBe(0);
  expect(await store.sweepTemporary(farFuture)).toBe(1);
  expect(await readdir(join(folder, 'drafts'))).toEqual([]);
});

it('reads no symbolic link, wherever it leads', async () => {
  const store = createDiskStore(folder);
  await store.put('a/x', Buffer.from('1'));
  await writeFile(join(folder, 'secret'), 'secret');
  await symlink(join(folder, 'secret'), join(folder, 'blobs', 'a', 'link'));
  expect(await store.head('a/link')).toBeNull();
  expect(await store.read('a/link')).toBeNull();
  const keys = [];
  for await (const { key } of store.list('a/')) keys.push(key);
  expect(keys).toEqual(['a/x']);
});

it('removes folders with their last blob, whatever form its own path has', async () => {
  const store = createDiskStore(`${folder}/./`);
  await store.put('a/b/c/x', Buffer.from('1'));
  await store.delete('a/b/c/x');
  expect(await readdir(join(folder, 'blobs'))).toEqual([]);
});

it('gives FFmpeg the very file instead of another copy', async () => {
  const store = createDiskStore(folder);
  await store.put('a/x', Buffer.from('1'));
  await store.materialise('a/x', join(folder, 'input'));
  expect((await stat(join(folder, 'input'))).nlink).toBe(2);
});

it('gives FFmpeg nothing that a symbolic link in place of a blob leads to', async () => {
  const store = createDiskStore(folder);
  await store.put('a/y', Buffer.from('1'));
  await symlink('y', join(folder, 'blobs', 'a', 'link'));
  await expect(store.materialise('a/link', join(folder, 'linked'))).rejects.toThrowError('there is no blob');
  expect(await store.read('a/link')).toBeNull();
});

it('copies nothing and leaves no draft when it repeats a copy', async () => {
  const store = createDiskStore(folder);
  await store.put('a/x', Buffer.from('1'));
  await store.copy('a/x', 'b/x');
  await store.copy('a/x', 'b/x');
  expect(await readdir(join(folder, 'drafts'))).toEqual([]);
  expect((await stat(join(folder, 'blobs', 'b', 'x'))).nlink).toBe(2);
});

it('moves no bytes to complete a blob in parts, and ends the job of one that was killed half-way', async () => {
  const store = createDiskStore(folder);
  const id = await store.createMultipart('a/x', { sizeBytes: 4, partSizeBytes: 4 });
  const etag = await store.writePart('a/x', id, 1, Buffer.from('0123'));
  const before = await stat(join(folder, 'parts', id, 'bytes'));
  const shape = await readFile(join(folder, 'parts', id, 'shape.json'));
  await store.completeMultipart('a/x', id, [{ n: 1, etag }]);
  expect((await stat(join(folder, 'blobs', 'a', 'x'))).ino).toBe(before.ino);

  await mkdir(join(folder, 'parts', id));
  await writeFile(join(folder, 'parts', id, 'shape.json'), shape);
  await store.completeMultipart('a/x', id, [{ n: 1, etag }]);
  expect(await readdir(join(folder, 'parts'))).toEqual([]);
});

it.each(['', '{"key":"a', '\0\0\0\0'])(
  'lists and forgets a multipart whose shape was torn: %j',
  async (torn) => {
    const store = createDiskStore(folder);
    const id = await store.createMultipart('a/x', { sizeBytes: 4, partSizeBytes: 4 });
    await writeFile(join(folder, 'parts', id, 'shape.json'), torn);
    const open = [];
    for await (const multipart of store.listMultiparts()) open.push(multipart);
    expect(open).toMatchObject([{ key: '', uploadId: id }]);
    await store.abortMultipart('', id);
    expect(await readdir(join(folder, 'parts'))).toEqual([]);
  },
);

it('knows how much room is left', async () => {
  expect(await createDiskStore(join(folder, 'new')).freeBytes()).toBeGreaterThan(0);
});
