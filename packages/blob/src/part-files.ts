import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MultipartListing, MultipartShape, WrittenPart } from './blob-store.ts';
import { hasCode, noBytes, orStorageFull, syncFolder, syncedFile } from './disk-files.ts';
import { checkParts, placeOfPart } from './part-place.ts';

/**
 * Unfinished multipart blobs on disk: `<id>/shape.json` and one sparse file `<id>/bytes`, in which every part is
 * written at its place. So completing moves no bytes, and what has arrived can be read before the rest.
 */
export interface PartFiles {
  /** Begins one; returns its id. */
  create(key: string, shape: MultipartShape): Promise<string>;
  /** Writes and syncs a part; returns its etag. */
  write(key: string, uploadId: string, n: number, bytes: Uint8Array): Promise<string>;
  /** Reads bytes, written or not. */
  read(
    key: string,
    uploadId: string,
    start: number,
    endExclusive: number,
  ): Promise<AsyncIterable<Uint8Array>>;
  /**
   * Syncs the whole and returns its path; null when there is none.
   *
   * @throws PartsRefusedError when the parts are not all, or were never written
   */
  sync(key: string, uploadId: string, parts: WrittenPart[]): Promise<string | null>;
  /** Removes one. */
  remove(key: string, uploadId: string): Promise<void>;
  /** Every one. */
  list(): AsyncIterable<MultipartListing>;
}

/** Keeps unfinished multipart blobs below a folder. */
export function createPartFiles(root: string): PartFiles {
  const folderOf = (uploadId: string): string => {
    if (!/^[0-9a-f]{24}$/.test(uploadId))
      throw new TypeError(`not a multipart id: ${JSON.stringify(uploadId)}`);
    return join(root, uploadId);
  };
  const shapes = new Map<string, MultipartShape & { key: string }>();

  const shapeOf = async (key: string, uploadId: string): Promise<MultipartShape> => {
    const known =
      shapes.get(uploadId) ?? readShape(await readFile(join(folderOf(uploadId), 'shape.json'), 'utf8'));
    if (known.key !== key) throw new Error(`multipart ${uploadId} belongs to another key than ${key}`);
    if (shapes.size > 1000) shapes.clear();
    shapes.set(uploadId, known);
    return known;
  };

  return {
    create: (key, shape) =>
      orStorageFull(async () => {
        const uploadId = randomBytes(12).toString('hex');
        const folder = folderOf(uploadId);
        await mkdir(folder, { recursive: true });
        const { sizeBytes, partSizeBytes } = shape;
        await syncedFile(
          join(folder, 'shape.json'),
          Buffer.from(JSON.stringify({ key, sizeBytes, partSizeBytes })),
        );
        const handle = await open(join(folder, 'bytes'), 'wx', 0o600);
        try {
          await handle.truncate(sizeBytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await syncFolder(folder);
        await syncFolder(root);
        return uploadId;
      }),

    write: (key, uploadId, n, bytes) =>
      orStorageFull(async () => {
        const start = placeOfPart(await shapeOf(key, uploadId), n, bytes.length);
        const handle = await open(join(folderOf(uploadId), 'bytes'), 'r+');
        try {
          let written = 0;
          while (written < bytes.length) {
            const result = await handle.write(bytes, written, bytes.length - written, start + written);
            written += result.bytesWritten;
          }
          await handle.datasync();
        } finally {
          await handle.close();
        }
        return etagOf(n, bytes.length);
      }),

    async read(key, uploadId, start, endExclusive) {
      await shapeOf(key, uploadId);
      if (endExclusive <= start) return noBytes();
      return createReadStream(join(folderOf(uploadId), 'bytes'), { start, end: endExclusive - 1 });
    },

    async sync(key, uploadId, parts) {
      const path = join(folderOf(uploadId), 'bytes');
      try {
        checkParts(await shapeOf(key, uploadId), parts, etagOf);
        const handle = await open(path, 'r+');
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
        return path;
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return null;
        throw error;
      }
    },

    async remove(_key, uploadId) {
      shapes.delete(uploadId);
      await rm(folderOf(uploadId), { recursive: true, force: true });
    },

    async *list() {
      for (const uploadId of await readdir(root).catch(() => [])) {
        const folder = join(root, uploadId);
        const text = await readFile(join(folder, 'shape.json'), 'utf8').catch(() => null);
        const facts = await stat(join(folder, 'bytes')).catch(() => stat(folder).catch(() => null));
        if (!facts) continue;
        yield { key: text === null ? '' : keyIn(text), uploadId, touchedAtMs: facts.mtimeMs };
      }
    },
  };
}

/** All that a file with holes knows of a part; whoever keeps the etag knows that it was written. */
function etagOf(n: number, sizeBytes: number): string {
  return `${n}-${sizeBytes}`;
}

/** The key in a shape; empty when power was lost while it was begun, so that it can be found and removed. */
function keyIn(text: string): string {
  try {
    return readShape(text).key;
  } catch {
    // Torn or empty: nobody was ever told of this one.
    return '';
  }
}

function readShape(text: string): MultipartShape & { key: string } {
  const shape: unknown = JSON.parse(text);
  if (
    typeof shape === 'object' &&
    shape !== null &&
    'key' in shape &&
    typeof shape.key === 'string' &&
    'sizeBytes' in shape &&
    typeof shape.sizeBytes === 'number' &&
    'partSizeBytes' in shape &&
    typeof shape.partSizeBytes === 'number'
  ) {
    return { key: shape.key, sizeBytes: shape.sizeBytes, partSizeBytes: shape.partSizeBytes };
  }
  throw new Error('the shape of an unfinished blob cannot be read');
}
