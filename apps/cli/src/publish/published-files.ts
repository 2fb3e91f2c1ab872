import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FoundFile } from './gather-files.ts';

/** What a person has published to a server from this machine, so that a folder can be gone on with. */
export interface PublishedFiles {
  /** The video that a file became; null: none yet, or it has changed since. */
  find(file: FoundFile): string | null;
  /** Notes the video that a file became, for the next run. */
  note(file: FoundFile, videoId: string): Promise<void>;
}

/**
 * Reads what was published. Each line of the file is a note of its own, because several commands may write at once
 * and one may be killed in the middle of a line; what cannot be read is as if it had not been written.
 */
export async function openPublishedFiles(
  path: string,
  whose: { serverUrl: string; userId: string },
): Promise<PublishedFiles> {
  const keyOf = ({ path: file, sizeBytes, modifiedMs }: FoundFile): string =>
    JSON.stringify([whose.serverUrl, whose.userId, file, sizeBytes, modifiedMs]);
  const known = new Map<string, string>();
  for (const line of (await readOrNothing(path)).split('\n')) {
    const note = parse(line);
    if (note) known.set(note.key, note.videoId);
  }
  return {
    find: (file) => known.get(keyOf(file)) ?? null,
    async note(file, videoId) {
      const key = keyOf(file);
      known.set(key, videoId);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // The line break comes first, to end what a killed command may have left.
      await appendFile(path, `\n${JSON.stringify({ key, videoId })}`, { mode: 0o600 });
    },
  };
}

async function readOrNothing(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function parse(line: string): { key: string; videoId: string } | null {
  try {
    const note: unknown = JSON.parse(line);
    if (typeof note !== 'object' || note === null) return null;
    const { key, videoId } = note as Record<string, unknown>; // as: an object, whatever is in it
    return typeof key === 'string' && typeof videoId === 'string' ? { key, videoId } : null;
  } catch {
    return null;
  }
}
