import { randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, link, lstat, mkdir, open, opendir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ReadingStore } from './blob-store.ts';
import { hasCode, noBytes, orStorageFull, syncFile, syncedFile } from './disk-files.ts';
import { createDurableFolders } from './durable-folders.ts';
import { checkKey, checkPrefix } from './key.ts';
import { describeFile, openBlob } from './open-file.ts';
import { createPartFiles } from './part-files.ts';
import { checkCut } from './part-place.ts';

/** Read-ahead of a served file: larger chunks mean fewer turns of the event loop per megabyte. */
const readChunkBytes = 256 * 1024;

/**
 * Blobs as files below a folder: `blobs/<key>`, drafts in `drafts/`, unfinished multipart blobs in `parts/`. A
 * file appears under its key by rename only, after its bytes were synced.
 */
export function createDiskStore(rootFolder: string): ReadingStore {
  const root = resolve(rootFolder);
  const blobs = join(root, 'blobs');
  const drafts = join(root, 'drafts');
  const parts = createPartFiles(join(root, 'parts'));

  const folders = createDurableFolders(root, blobs);

  const pathOf = (key: string): string => {
    checkKey(key);
    return join(blobs, key);
  };

  const newDraft = async (): Promise<string> => {
    await mkdir(drafts, { recursive: true });
    return join(drafts, randomBytes(12).toString('hex'));
  };

  const factsOf = async (key: string) => {
    try {
      // Nothing of ours is a symbolic link, so one is not followed.
      const facts = await lstat(pathOf(key));
      return facts.isFile() ? facts : null;
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
      throw error;
    }
  };

  const store: ReadingStore = {
    readsUnfinished: true,
    smallestPartBytes: 1,

    put: (key, bytes) =>
      orStorageFull(async () => {
        checkKey(key);
        const draft = await newDraft();
        try {
          await syncedFile(draft, bytes);
          await folders.moveInto(draft, pathOf(key));
        } catch (error) {
          await rm(draft, { force: true });
          throw error;
        }
      }),

    async head(key) {
      const facts = await factsOf(key);
      if (!facts) return null;
      return describeFile(key, facts);
    },

    async open(key) {
      const path = pathOf(key);
      try {
        // Nothing of ours is a symbolic link, so one is not followed.
        const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
        const facts = await file.stat();
        if (facts.isFile()) return openBlob(file, describeFile(key, facts));
        await file.close();
        return null;
      } catch (error) {
        if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return null;
        throw error;
      }
    },

    async read(key, range) {
      const facts = await factsOf(key);
      if (!facts) return null;
      const { start, endExclusive } = range ?? { start: 0, endExclusive: facts.size };
      const end = Math.min(endExclusive, facts.size);
      if (end <= start) return { body: noBytes(), sizeBytes: 0 };
      const body = createReadStream(pathOf(key), { start, end: end - 1, highWaterMark: readChunkBytes });
      return { body, sizeBytes: end - start };
    },

    async *list(prefix) {
      if (prefix !== '') checkPrefix(prefix);
      for await (const path of filesBelow(join(blobs, prefix))) {
        const facts = await stat(path).catch(() => null);
        // Removed between listing and looking.
        if (!facts) continue;
        const key = relative(blobs, path).split(sep).join('/');
        yield { key, sizeBytes: facts.size, storedAtMs: facts.mtimeMs };
      }
    },

    async delete(key) {
      if (!(await factsOf(key))) return;
      await rm(pathOf(key), { force: true });
      await folders.removeEmpty(dirname(pathOf(key)));
    },

    async deletePrefix(prefix) {
      checkPrefix(prefix);
      const folder = join(blobs, prefix);
      await rm(folder, { recursive: true, force: true });
      await folders.removeEmpty(dirname(folder.replace(/\/+$/, '')));
    },

    copy: (fromKey, toKey) =>
      orStorageFull(async () => {
        const to = pathOf(toKey);
        const draft = await newDraft();
        try {
          await linkOrCopy(pathOf(fromKey), draft);
          await folders.moveInto(draft, to);
        } finally {
          // A rename between two names of one file does nothing, so a repeated copy leaves its draft.
          await rm(draft, { force: true });
        }
      }),

    materialise: (key, path) =>
      orStorageFull(async () => {
        // A link to a symbolic link would be one as well.
        if (!(await factsOf(key))) throw new Error(`there is no blob ${key}`);
        await linkOrCopy(pathOf(key), path);
      }),

    async createMultipart(key, shape) {
      checkKey(key);
      checkCut(shape, store.smallestPartBytes);
      return parts.create(key, shape);
    },
    writePart: (key, uploadId, n, bytes) => parts.write(key, uploadId, n, bytes),
    readPartial: (key, uploadId, start, endExclusive) => parts.read(key, uploadId, start, endExclusive),

    async completeMultipart(key, uploadId, written) {
      const whole = await parts.sync(key, uploadId, written);
      if (whole !== null) {
        await folders.moveInto(whole, pathOf(key));
      } else if (!(await factsOf(key))) {
        throw new Error(`multipart ${uploadId} of ${key} does not exist`);
      }
      // Also after a kill between the two steps.
      await parts.remove(key, uploadId);
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
      await mkdir(root, { recursive: true });
      const facts = await statfs(root);
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
    await syncFile(to);
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
