import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { BlobStore, MultipartShape } from './blob-store.ts';
import { contentTypeOf } from './content-types.ts';
import { checkKey, checkPrefix } from './key.ts';
import { placeOfPart } from './part-place.ts';

/** Blobs in memory, for tests: the same behaviour as on disk. */
export function createMemoryStore(now: () => number = Date.now): BlobStore {
  const blobs = new Map<string, { bytes: Buffer; tag: string; storedAtMs: number }>();
  const uploads = new Map<
    string,
    { key: string; shape: MultipartShape; bytes: Buffer; touchedAtMs: number }
  >();

  const set = (key: string, bytes: Buffer): void => {
    checkKey(key);
    blobs.set(key, { bytes, tag: `"${randomBytes(8).toString('hex')}"`, storedAtMs: now() });
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

  return {
    readsUnfinished: true,
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
      const uploadId = randomBytes(12).toString('hex');
      uploads.set(uploadId, { key, shape, bytes: Buffer.alloc(shape.sizeBytes), touchedAtMs: now() });
      return uploadId;
    },
    async writePart(key, uploadId, n, bytes) {
      const upload = uploadOf(key, uploadId);
      upload.bytes.set(bytes, placeOfPart(upload.shape, n, bytes.length));
      upload.touchedAtMs = now();
      return `${n}-${bytes.length}`;
    },
    async readPartial(key, uploadId, start, endExclusive) {
      return once(uploadOf(key, uploadId).bytes.subarray(start, endExclusive));
    },
    async completeMultipart(key, uploadId) {
      const upload = uploads.get(uploadId);
      if (upload) {
        set(key, upload.bytes);
        uploads.delete(uploadId);
      } else mustFind(key);
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
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
