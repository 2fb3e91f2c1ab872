import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isVideoName } from '@weireel/upload';

/** A file to publish. */
export interface FoundFile {
  /** Absolute path. */
  path: string;
  /** Name with extension. */
  name: string;
  /** Size in bytes. */
  sizeBytes: number;
  /** When it was last changed, in milliseconds since 1970. */
  modifiedMs: number;
}

/** A path from which nothing can be published. */
export interface Unusable {
  /** As the person typed it. */
  path: string;
  /** Why: it is not there (or may not be read), or a folder without videos. */
  reason: 'missing' | 'no_videos';
}

/**
 * Finds the files that the paths mean: each file itself, whatever its name, and the videos below each folder by
 * theirs; each once.
 */
export async function gatherFiles(
  paths: readonly string[],
  workingFolder: string,
): Promise<{ files: FoundFile[]; unusable: Unusable[] }> {
  const files = new Map<string, FoundFile>();
  const unusable: Unusable[] = [];
  for (const typed of paths) {
    const path = resolve(workingFolder, typed);
    const found = await look(path);
    if (found === null) unusable.push({ path: typed, reason: 'missing' });
    else if (found.length === 0) unusable.push({ path: typed, reason: 'no_videos' });
    else for (const file of found) files.set(file.path, file);
  }
  return { files: [...files.values()], unusable };
}

async function look(path: string): Promise<FoundFile[] | null> {
  try {
    const facts = await stat(path);
    if (!facts.isDirectory())
      return [{ path, name: basename(path), sizeBytes: facts.size, modifiedMs: facts.mtimeMs }];
    return await videosBelow(path);
  } catch {
    // Not there, or not ours to read: either way there is nothing to publish.
    return null;
  }
}

async function videosBelow(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const found: FoundFile[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    // Hidden files are other programs' leftovers: «._clip.mp4», «.Trash».
    if (entry.name.startsWith('.')) continue;
    // Links to folders are not followed: they may lead in circles.
    if (entry.isDirectory()) found.push(...(await videosBelow(path)));
    else if (isVideoName(entry.name)) {
      const facts = await stat(path);
      if (facts.isFile()) {
        found.push({ path, name: entry.name, sizeBytes: facts.size, modifiedMs: facts.mtimeMs });
      }
    }
  }
  return found;
}
