import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PartsRefusedError, type BlobStore, type WrittenPart } from './blob-store.ts';

/** A store under test. */
export interface StoreUnderTest {
  /** The store. */
  store: BlobStore;
  /** Another instance on the same blobs, as after a restart. */
  reopen(): BlobStore;
  /** Removes everything. */
  dispose(): Promise<void>;
}

const text = (content: string): Uint8Array => Buffer.from(content);

async function joined(body: AsyncIterable<Uint8Array> | undefined): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function keysOf(store: BlobStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys.sort();
}

async function* pieces(...contents: string[]): AsyncGenerator<Uint8Array> {
  for (const content of contents) yield text(content);
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield text('half');
  throw new Error('the sender is gone');
}

/** What every blob store must do; run against each implementation. */
export function describeBlobStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let under: StoreUnderTest;
    let store: BlobStore;
    beforeEach(async () => {
      under = await open();
      store = under.store;
    });
    afterEach(() => under.dispose());

    describe('whole blobs', () => {
      it('returns what was stored, with its size and type', async () => {
        await store.put('a/b/seg.m4s', text('hello'));
        expect(await store.head('a/b/seg.m4s')).toMatchObject({
          sizeBytes: 5,
          contentType: 'video/iso.segment',
        });
        const reading = await under.reopen().read('a/b/seg.m4s');
        expect(reading?.sizeBytes).toBe(5);
        expect(await joined(reading?.body)).toBe('hello');
      });

      it('takes bytes as they come, and none at all', async () => {
        await store.put('a/stream', pieces('one ', '', 'two'));
        await store.put('a/empty', new Uint8Array(0));
        expect(await joined((await store.read('a/stream'))?.body)).toBe('one two');
        expect((await store.head('a/empty'))?.sizeBytes).toBe(0);
        expect(await joined((await store.read('a/empty'))?.body)).toBe('');
      });

      it('has a strong validator that stays', async () => {
        await store.put('a/x', text('1'));
        const etag = (await store.head('a/x'))?.etag;
        expect(etag).toMatch(/^"[^"]+"$/);
        expect((await store.head('a/x'))?.etag).toBe(etag);
      });

      it('knows nothing of a key that was never stored, nor of a folder', async () => {
        await store.put('a/b', text('1'));
        expect(await store.head('a/c')).toBeNull();
        expect(await store.read('a/b/c')).toBeNull();
        expect(await store.head('a')).toBeNull();
        expect(await store.read('a')).toBeNull();
      });

      it('shows nothing of a blob whose bytes broke off', async () => {
        await expect(store.put('a/x', broken())).rejects.toThrowError('the sender is gone');
        expect(await store.head('a/x')).toBeNull();
        expect(await keysOf(store, 'a/')).toEqual([]);
      });

      it('keeps one whole blob when several are stored under one key at once', async () => {
        const contents = Array.from({ length: 8 }, (_, n) => String(n).repeat(50_000));
        await Promise.all(contents.map((content) => store.put('a/x', pieces(content))));
        expect(contents).toContain(await joined((await store.read('a/x'))?.body));
      });
    });

    describe('ranges', () => {
      it.each([
        [0, 10, '0123456789'],
        [0, 1, '0'],
        [9, 10, '9'],
        [3, 7, '3456'],
        [4, 4, ''],
        [10, 10, ''],
        [8, 99, '89'],
        [50, 99, ''],
      ])('reads %i to %i', async (start, endExclusive, expected) => {
        await store.put('a/x', text('0123456789'));
        const reading = await store.read('a/x', { start, endExclusive });
        expect(reading?.sizeBytes).toBe(expected.length);
        expect(await joined(reading?.body)).toBe(expected);
      });
    });

    describe('open blobs', () => {
      it.each([
        [0, 4, '0123'],
        [8, 4, '89'],
        [10, 4, ''],
        [99, 4, ''],
      ])('read from %i into %i bytes', async (position, room, expected) => {
        await store.put('a/x', text('0123456789'));
        const blob = await store.open('a/x');
        const into = Buffer.alloc(room);
        const count = (await blob?.readInto(into, position)) ?? -1;
        expect(into.toString('utf8', 0, count)).toBe(expected);
        await blob?.close();
      });

      it('tell the same facts as a look at them, and stay readable while they are deleted', async () => {
        await store.put('a/x', text('hello'));
        const facts = await store.head('a/x');
        const blob = await store.open('a/x');
        await store.delete('a/x');
        const into = Buffer.alloc(5);
        await blob?.readInto(into, 0);
        expect(into.toString()).toBe('hello');
        expect(blob).toMatchObject({ ...facts });
        await blob?.close();
      });

      it('are none where nothing was stored', async () => {
        await store.put('a/b', text('1'));
        expect([await store.open('a/c'), await store.open('a'), await store.open('a/b/c')]).toEqual([
          null,
          null,
          null,
        ]);
      });
    });

    describe('keys', () => {
      it.each([
        '',
        '/a',
        'a/',
        'a//b',
        '../a',
        'a/../b',
        '.',
        'a/./b',
        'a b',
        'a\\b',
        'ä',
        'a\0b',
        'x'.repeat(600),
      ])('refuses the key %j everywhere', async (key) => {
        await expect(store.put(key, text('1'))).rejects.toBeInstanceOf(TypeError);
        await expect(store.head(key)).rejects.toBeInstanceOf(TypeError);
        await expect(store.read(key)).rejects.toBeInstanceOf(TypeError);
        await expect(store.open(key)).rejects.toBeInstanceOf(TypeError);
        await expect(store.delete(key)).rejects.toBeInstanceOf(TypeError);
        await expect(store.createMultipart(key, { sizeBytes: 1, partSizeBytes: 1 })).rejects.toBeInstanceOf(
          TypeError,
        );
      });

      it('takes dots that do not climb', async () => {
        await store.put('a/..b/c...d', text('1'));
        expect(await keysOf(store, 'a/')).toEqual(['a/..b/c...d']);
      });
    });

    describe('listing and removing', () => {
      beforeEach(async () => {
        for (const key of ['a/1', 'a/b/2', 'a/b/c/3', 'ab/4']) await store.put(key, text(key));
      });

      it('lists what is below a prefix, with sizes', async () => {
        expect(await keysOf(store, 'a/')).toEqual(['a/1', 'a/b/2', 'a/b/c/3']);
        expect(await keysOf(store, 'none/')).toEqual([]);
        for await (const { key, sizeBytes } of store.list('a/')) expect(sizeBytes).toBe(key.length);
      });

      it('removes a blob, once or twice', async () => {
        await store.delete('a/1');
        await store.delete('a/1');
        expect(await store.head('a/1')).toBeNull();
        expect(await keysOf(store, 'a/')).toEqual(['a/b/2', 'a/b/c/3']);
      });

      it('removes nothing when told to remove what is only a folder', async () => {
        await store.delete('a/b');
        expect(await keysOf(store, 'a/')).toEqual(['a/1', 'a/b/2', 'a/b/c/3']);
      });

      it('removes all below a prefix and nothing beside it', async () => {
        await store.deletePrefix('a/');
        await store.deletePrefix('a/');
        expect(await keysOf(store, 'a/')).toEqual([]);
        expect(await keysOf(store, 'ab/')).toEqual(['ab/4']);
        await store.put('a/1', text('again'));
        expect(await keysOf(store, 'a/')).toEqual(['a/1']);
      });

      it('refuses a prefix that could mean more than a folder', async () => {
        await expect(store.deletePrefix('a')).rejects.toBeInstanceOf(TypeError);
        await expect(store.deletePrefix('../')).rejects.toBeInstanceOf(TypeError);
        await expect(store.deletePrefix('/')).rejects.toBeInstanceOf(TypeError);
      });

      it('stores beside others that are being removed', async () => {
        const rounds = Array.from({ length: 50 }, (_, n) => n);
        await Promise.all(
          rounds.flatMap((n) => [store.put(`r/x/${n}`, text('1')), store.delete(`r/x/${n - 1}`)]),
        );
        expect(await store.head('r/x/49')).not.toBeNull();
      });
    });

    describe('copies', () => {
      it('copies a blob, again too, and keeps the copy when the first goes', async () => {
        await store.put('a/x', text('hello'));
        await store.copy('a/x', 'b/y');
        await store.copy('a/x', 'b/y');
        await store.delete('a/x');
        expect(await joined((await store.read('b/y'))?.body)).toBe('hello');
      });

      it('puts a blob at a path of the file system', async () => {
        const folder = await mkdtemp(join(tmpdir(), 'weireel-materialise-'));
        try {
          await store.put('a/x', text('hello'));
          await store.materialise('a/x', join(folder, 'input'));
          expect(await readFile(join(folder, 'input'), 'utf8')).toBe('hello');
        } finally {
          await rm(folder, { recursive: true });
        }
      });

      it('rejects when there is nothing to copy', async () => {
        await expect(store.copy('a/none', 'b/y')).rejects.toThrowError();
        await expect(store.materialise('a/none', join(tmpdir(), 'weireel-none'))).rejects.toThrowError();
        expect(await store.head('b/y')).toBeNull();
      });
    });

    describe('blobs in parts', () => {
      // Contents are short texts; a store with a smallest part gets each filled up to that.
      let unit = 0;
      const filled = (content: string): Uint8Array => Buffer.alloc(content.length * unit, content);
      const shapeNow = () => ({ sizeBytes: 10 * unit, partSizeBytes: 4 * unit });
      const contents = ['0123', '4567', '89'];
      const wholeText = () => contents.map((content) => Buffer.from(filled(content)).toString()).join('');
      beforeEach(() => {
        unit = Math.ceil(store.smallestPartBytes / 4);
      });

      const writeAll = async (id: string): Promise<WrittenPart[]> =>
        Promise.all(
          contents.map(async (content, at) => {
            const n = at + 1;
            return { n, etag: await store.writePart('a/x', id, n, filled(content)) };
          }),
        );

      it('appear whole, whatever the order, and only when completed', async () => {
        const id = await store.createMultipart('a/x', shapeNow());
        const etags = new Map<number, string>();
        for (const n of [3, 1, 2])
          etags.set(n, await store.writePart('a/x', id, n, filled(contents[n - 1] ?? '')));
        expect(await store.head('a/x')).toBeNull();
        const parts = [1, 2, 3].map((n) => ({ n, etag: etags.get(n) ?? '' }));
        await store.completeMultipart('a/x', id, parts);
        expect((await joined((await store.read('a/x'))?.body)) === wholeText()).toBe(true);
        expect(await openUploads()).toEqual([]);
        expect(await keysOf(store, 'a/')).toEqual(['a/x']);
        // A caller that was killed before it noted the success asks again.
        await store.completeMultipart('a/x', id, parts);
        expect(await store.head('a/x')).toMatchObject({ sizeBytes: 10 * unit });
      });

      it('go on after a restart, and a part may be sent again', async () => {
        const id = await store.createMultipart('a/x', shapeNow());
        await store.writePart('a/x', id, 1, filled('xxxx'));
        store = under.reopen();
        await store.completeMultipart('a/x', id, await writeAll(id));
        expect((await joined((await store.read('a/x'))?.body)) === wholeText()).toBe(true);
      });

      it('can be read before they are complete, where the store can; what is missing is zero', async () => {
        const id = await store.createMultipart('a/x', shapeNow());
        await store.writePart('a/x', id, 2, filled('4567'));
        if (!store.readsUnfinished) return expect('readPartial' in store).toBe(false);
        expect(await joined(await store.readPartial('a/x', id, 0, 10))).toBe('\0\0\0\x004567\0\0');
        expect(await joined(await store.readPartial('a/x', id, 5, 7))).toBe('56');
        expect(await joined(await store.readPartial('a/x', id, 5, 5))).toBe('');
      });

      it.each([
        [0, '0123'],
        [4, '0123'],
        [1.5, '0123'],
        [1, '01234'],
        [1, '012'],
        [3, '890'],
      ])('refuse part %d of %j', async (n, content) => {
        const id = await store.createMultipart('a/x', shapeNow());
        await expect(store.writePart('a/x', id, n, filled(content))).rejects.toBeInstanceOf(RangeError);
        if (!store.readsUnfinished) return;
        expect(await joined(await store.readPartial('a/x', id, 0, 10))).toBe('\0'.repeat(10));
      });

      it('refuse to be completed of other parts than were written, and stay as they are', async () => {
        const id = await store.createMultipart('a/x', shapeNow());
        const parts = await writeAll(id);
        const [first, second, third] = parts;
        if (!first || !second || !third) throw new Error('three parts were written');
        const wrong = { ...second, etag: 'wrong' };
        for (const named of [
          [],
          [first, third],
          [first, wrong, third],
          [second, first, third],
          [...parts, wrong],
        ])
          await expect(store.completeMultipart('a/x', id, named)).rejects.toBeInstanceOf(PartsRefusedError);
        expect(await store.head('a/x')).toBeNull();
        await store.completeMultipart('a/x', id, parts);
        expect(await store.head('a/x')).toMatchObject({ sizeBytes: 10 * unit });
      });

      it('are cut no smaller than the store wants, except the last or only one', async () => {
        const smallest = store.smallestPartBytes;
        const cut = (sizeBytes: number, partSizeBytes: number) =>
          store.createMultipart('a/x', { sizeBytes, partSizeBytes });
        if (smallest > 1) await expect(cut(smallest, smallest - 1)).rejects.toBeInstanceOf(RangeError);
        await cut(smallest + 1, smallest);
        await cut(1, 1);
      });

      it('belong to one key and are gone once aborted', async () => {
        const id = await store.createMultipart('a/x', shapeNow());
        await expect(store.writePart('a/y', id, 1, filled('0123'))).rejects.toThrowError();
        expect(await openUploads()).toEqual([{ key: 'a/x', uploadId: id }]);
        await store.abortMultipart('a/x', id);
        await store.abortMultipart('a/x', id);
        expect(await openUploads()).toEqual([]);
        await expect(store.writePart('a/x', id, 1, filled('0123'))).rejects.toThrowError();
        await expect(store.completeMultipart('a/x', id, [])).rejects.toThrowError();
      });

      async function openUploads(): Promise<{ key: string; uploadId: string }[]> {
        const open: { key: string; uploadId: string }[] = [];
        for await (const { key, uploadId } of under.reopen().listMultiparts()) open.push({ key, uploadId });
        return open;
      }
    });
  });
}
