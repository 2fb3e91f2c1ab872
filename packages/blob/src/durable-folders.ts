import { mkdir, rename, rmdir } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { hasCode, syncFolder } from './disk-files.ts';

/** Folders below the store's root that come with their first file and go with their last. */
export interface DurableFolders {
  /** Moves a synced file to a path; the name, and those of all folders above it, then survive power loss. */
  moveInto(file: string, path: string): Promise<void>;
  /** Removes a folder and its parents as long as they are empty. */
  removeEmpty(folder: string): Promise<void>;
}

const keptNames = 1000;
const mostTries = 100;

/**
 * Keeps folders below `top`, which itself lies in `root`.
 *
 * Every new folder needs a sync of the one above it. Those that this process has seen to are remembered, because
 * segments arrive by the hundred in one folder; one that had to be made again is forgotten first.
 */
export function createDurableFolders(root: string, top: string): DurableFolders {
  const onDisk = new Set<string>();

  /** From a folder upwards, the store's root not included. */
  function* upwards(folder: string): Generator<string> {
    for (let path = folder; path.startsWith(`${root}${sep}`); path = dirname(path)) yield path;
  }

  async function makeAndMove(file: string, path: string): Promise<void> {
    const folder = dirname(path);
    for (let tries = 1; ; tries += 1) {
      const firstMade = await mkdir(folder, { recursive: true }).catch((error: unknown) => {
        // A parent was removed as empty while we were below it.
        if (hasCode(error, 'ENOENT') && tries < mostTries) return null;
        throw error;
      });
      if (firstMade === null) continue;
      if (firstMade !== undefined) for (const made of upwards(folder)) onDisk.delete(made);
      try {
        await rename(file, path);
        return;
      } catch (error) {
        if (!hasCode(error, 'ENOENT') || tries >= mostTries) throw error;
      }
    }
  }

  return {
    async moveInto(file, path) {
      await makeAndMove(file, path);
      const folder = dirname(path);
      try {
        await syncFolder(folder);
        for (const made of upwards(folder)) {
          if (onDisk.has(made)) break;
          await syncFolder(dirname(made));
          if (onDisk.size >= keptNames) onDisk.clear();
          onDisk.add(made);
        }
      } catch (error) {
        // Removed again already, by somebody who was told of the file before us.
        if (!hasCode(error, 'ENOENT')) throw error;
      }
    },

    async removeEmpty(folder) {
      for (let path = folder; path.startsWith(`${top}${sep}`); path = dirname(path)) {
        try {
          await rmdir(path);
        } catch (error) {
          if (hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR')) return;
          throw error;
        }
      }
    },
  };
}
