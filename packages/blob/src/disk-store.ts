import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, opendir, readdir, rename, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { BlobStore } from './blob-store.ts';
import { contentTypeOf } from './content-types.ts';
import { hasCode, orStorageFull, syncFolder, syncedFile } from './disk-files.ts';
import { checkKey, checkPrefix } from './key.ts';
import { createPartFiles } from './part-files.ts';

/** Read-ahead of a served file: larger chunks mean fewer turns of the event loop per megabyte. */
const readChunkBytes = 256 * 1024;

/**
 * Blobs as files below a folder: `blobs/<key>`, drafts in `drafts/`, unfinished multipart blobs in `parts/`. A
 * file appears under its key by rename only, after its bytes were synced.
 */
export function createDiskStore(rootFolder: string): BlobStore {
  const blobs = join(rootFolder, 'blobs');
  const drafts = join(rootFolder, 'drafts');
  const parts = createPartFiles(join(rootFolder, 'parts'));

  const pathOf = (key: string): string => {
    checkKey(key);
    return join(blobs, key);
  };

  const appear = async (draft: string, key: string): Promise<void> => {
    const path = pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    await rename(draft, path);
    await syncFolder(dirname(path));
  };

  const factsOf = async (key: string) => {
    try {
      const facts = await stat(pathOf(key));
      return facts.isFile() ? facts : null;
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
      throw error;
    }
  };

  const store: BlobStore = {
    put: (key, bytes) =>
      orStorageFull(async () => {
        checkKey(key);
        await mkdir(drafts, { recursive: true });
        const draft = join(drafts, randomBytes(12).toString('hex'));
        try {
          await syncedFile(draft, bytes);
          await appear(draft, key);
        } catch (error) {
          await rm(draft, { force: true });
          throw error;
        }
      }),

    async head(key) {
      const facts = await factsOf(key);
      if (!facts) return null;
      // A key is written once; size and time tell a restored file from another one all the same.
      const etag = `"${facts.size.toString(36)}-${Math.floor(facts.mtimeMs).toString(36)}"`;
      return { sizeBytes: facts.size, contentType: contentTypeOf(key), etag };
    },

    async read(key, range) {
      const facts = await factsOf(key);
      if (!facts) return null;
      const { start, endExclusive } = range ?? { start: 0, endExclusive: facts.size };
      const body = createReadStream(pathOf(key), {
        start,
        end: Math.max(start, endExclusive - 1),
        highWaterMark: readChunkBytes,
      });
      if (endExclusive <= start) {
        body.destroy();
        return { body: nothing(), sizeBytes: 0 };
      }
      return { body, sizeBytes: endExclusive - start };
    },

    async *list(prefix) {
      checkPrefix(prefix);
      for await (const path of filesBelow(join(blobs, prefix))) {
        const facts = await stat(path).catch(() => null);
        // Removed between listing and looking.
        if (facts) yield { key: relative(blobs, path).split(sep).join('/'), sizeBytes: facts.size };
      }
    },

    async delete(key) {
      await rm(pathOf(key), { force: true });
      await removeEmptyFolders(dirname(pathOf(key)), blobs);
    },

    async deletePrefix(prefix) {
      checkPrefix(prefix);
      const folder = join(blobs, prefix);
      await rm(folder, { recursive: true, force: true });
      await removeEmptyFolders(dirname(folder.replace(/\/+$/, '')), blobs);
    },

    copy: (fromKey, toKey) =>
      orStorageFull(async () => {
        const to = pathOf(toKey);
        await mkdir(dirname(to), { recursive: true });
        await linkOrCopy(pathOf(fromKey), to);
        await syncFolder(dirname(to));
      }),

    materialise: (key, path) => orStorageFull(() => linkOrCopy(pathOf(key), path)),

    createMultipart: (key, shape) => {
      checkKey(key);
      return parts.create(key, shape);
    },
    writePart: (key, uploadId, n, bytes) => parts.write(key, uploadId, n, bytes),
    readPartial: (key, uploadId, start, endExclusive) => parts.read(key, uploadId, start, endExclusive),

    async completeMultipart(key, uploadId) {
      const whole = await parts.sync(key, uploadId);
      if (whole !== null) {
        await appear(whole, key);
        await parts.remove(key, uploadId);
        return;
      }
      if (!(await factsOf(key))) throw new Error(`multipart ${uploadId} of ${key} does not exist`);
    },

    abortMultipart: (key, uploadId) => parts.remove(key, uploadId),
    listMultiparts: () => parts.list(),

    async sweepTemporary(beforeMs) {
      let removed = 0;
      for (const name of await readdir(drafts).catch(() => [])) {
        const path = join(drafts, name);
        const facts = await stat(path).catch(() => null);
        if (!facts || facts.mtimeMs >= beforeMs) continue;
        await rm(path, { force: true });
        removed += 1;
      }
      return removed;
    },

    async freeBytes() {
      await mkdir(rootFolder, { recursive: true });
      const facts = await statfs(rootFolder);
      return facts.bavail * facts.bsize;
    },
  };
  return store;
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    // Another file system, or one without hard links.
    if (!hasCode(error, 'EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK')) throw error;
    await copyFile(from, to);
  }
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder, { recursive: false }).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  });
  if (!entries) return;
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    // Symbolic links are neither: nothing of ours makes them.
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

/** Removes a folder and its parents, up to but not including the top, as long as they are empty. */
async function removeEmptyFolders(folder: string, top: string): Promise<void> {
  for (let path = folder; path.startsWith(`${top}${sep}`); path = dirname(path)) {
    try {
      await rmdir(path);
    } catch (error) {
      if (hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR')) return;
      throw error;
    }
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An empty range has no bytes.
}
