import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { MultipartShape, ReadingStore, StoreMethods, WholeStore } from './blob-store.ts';
import { contentTypeOf } from './content-types.ts';
import { checkKey, checkPrefix } from './key.ts';
import { checkCut, checkParts, placeOfPart } from './part-place.ts';

/** Where a store in memory is like an object store. */
export interface MemoryStoreOptions {
  /** False: nothing of a blob can be read before it is complete. Default: true. */
  readsUnfinished?: boolean;
  /** Bytes that every part but the last must have at least. Default: 1; S3 wants 5 MiB. */
  smallestPartBytes?: number;
}

/**
 * Blobs in memory, for tests: as strict as S3. A part's etag is made of its bytes, and a completion is refused unless
 * it names the last etag of every part.
 */
export function createMemoryStore(options?: MemoryStoreOptions & { readsUnfinished?: true }): ReadingStore;
export function createMemoryStore(options: MemoryStoreOptions & { readsUnfinished: false }): WholeStore;
export function createMemoryStore(options: MemoryStoreOptions = {}): ReadingStore | WholeStore {
  const { readsUnfinished = true, smallestPartBytes = 1 } = options;
  const blobs = new Map<string, { bytes: Buffer; tag: string; storedAtMs: number }>();
  const uploads = new Map<
    string,
    {
      key: string;
      shape: MultipartShape;
      bytes: Buffer;
      etags: Map<number, string>;
      touchedAtMs: number;
    }
  >();

  const set = (key: string, bytes: Buffer): void => {
    checkKey(key);
    blobs.set(key, { bytes, tag: `"${randomBytes(8).toString('hex')}"`, storedAtMs: Date.now() });
  };
  const mustFind = (key: string): Buffer => {
    const blob = blobs.get(key);
    if (!blob) throw new Error(`there is no blob ${key}`);
    return blob.bytes;
  };
  const uploadOf = (key: string, uploadId: string) => {
    const upload = uploads.get(uploadId);
    if (!upload || upload.key !== key) throw new Error(`multipart ${uploadId} of ${key} does not exist`);
    return upload;
  };

  const methods: StoreMethods = {
    smallestPartBytes,
    async put(key, bytes) {
      checkKey(key);
      const chunks: Uint8Array[] = [];
      if (bytes instanceof Uint8Array) chunks.push(bytes);
      else for await (const chunk of bytes) chunks.push(chunk);
      set(key, Buffer.concat(chunks));
    },
    async head(key) {
      checkKey(key);
      const blob = blobs.get(key);
      if (!blob) return null;
      return { sizeBytes: blob.bytes.length, contentType: contentTypeOf(key), etag: blob.tag };
    },
    async read(key, range) {
      checkKey(key);
      const blob = blobs.get(key);
      if (!blob) return null;
      const bytes = range ? blob.bytes.subarray(range.start, range.endExclusive) : blob.bytes;
      return { body: once(bytes), sizeBytes: bytes.length };
    },
    async open(key) {
      checkKey(key);
      const blob = blobs.get(key);
      if (!blob) return null;
      return {
        sizeBytes: blob.bytes.length,
        contentType: contentTypeOf(key),
        etag: blob.tag,
        readInto: (into, position) => Promise.resolve(blob.bytes.subarray(position).copy(into)),
        close: () => Promise.resolve(),
      };
    },
    async *list(prefix) {
      if (prefix !== '') checkPrefix(prefix);
      for (const [key, { bytes, storedAtMs }] of [...blobs]) {
        if (key.startsWith(prefix)) yield { key, sizeBytes: bytes.length, storedAtMs };
      }
    },
    async delete(key) {
      checkKey(key);
      blobs.delete(key);
    },
    async deletePrefix(prefix) {
      checkPrefix(prefix);
      for (const key of [...blobs.keys()]) if (key.startsWith(prefix)) blobs.delete(key);
    },
    async copy(fromKey, toKey) {
      set(toKey, mustFind(fromKey));
    },
    async materialise(key, path) {
      await writeFile(path, mustFind(key), { flag: 'wx' });
    },
    async createMultipart(key, shape) {
      checkKey(key);
      checkCut(shape, smallestPartBytes);
      const uploadId = randomBytes(12).toString('hex');
      const bytes = Buffer.alloc(shape.sizeBytes);
      uploads.set(uploadId, { key, shape, bytes, etags: new Map(), touchedAtMs: Date.now() });
      return uploadId;
    },
    async writePart(key, uploadId, n, bytes) {
      const upload = uploadOf(key, uploadId);
      upload.bytes.set(bytes, placeOfPart(upload.shape, n, bytes.length));
      upload.touchedAtMs = Date.now();
      const etag = createHash('md5').update(bytes).digest('hex');
      upload.etags.set(n, etag);
      return etag;
    },
    async completeMultipart(key, uploadId, parts) {
      const upload = uploads.get(uploadId);
      if (!upload) return void mustFind(key);
      checkParts(uploadOf(key, uploadId).shape, parts, (n) => upload.etags.get(n));
      set(key, upload.bytes);
      uploads.delete(uploadId);
    },
    async abortMultipart(_key, uploadId) {
      uploads.delete(uploadId);
    },
    async *listMultiparts() {
      for (const [uploadId, { key, touchedAtMs }] of [...uploads]) yield { key, uploadId, touchedAtMs };
    },
    async sweepTemporary() {
      return 0;
    },
    async freeBytes() {
      return null;
    },
  };
  if (!readsUnfinished) return { ...methods, readsUnfinished };
  return {
    ...methods,
    readsUnfinished,
    async readPartial(key, uploadId, start, endExclusive) {
      return once(uploadOf(key, uploadId).bytes.subarray(start, endExclusive));
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
