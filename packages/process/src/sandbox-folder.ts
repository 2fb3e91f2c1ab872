import { constants } from 'node:fs';
import { chmod, chown, mkdir, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxAbilities } from './sandbox.ts';

/** Folder below the work folder that takes what a sandboxed process writes. */
export const outputFolder = 'out';

/**
 * Prepares a work folder for a sandboxed process: it can read what lies in it, also files whose other name is
 * elsewhere, and write into `out`. The folder and its files stay ours, so that it cannot put anything in their place.
 */
export async function openSandboxFolder(folder: string, { userId }: SandboxAbilities): Promise<void> {
  const out = join(folder, outputFolder);
  await mkdir(out, { recursive: true, mode: 0o700 });
  if (userId === null) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isFile()) await lend(join(folder, entry.name), userId, 0o640);
  }
  await lend(folder, userId, 0o750);
  await chown(out, userId, userId);
}

/** Lets a group that only the sandbox has read something. */
async function lend(path: string, groupId: number, mode: number): Promise<void> {
  await chown(path, -1, groupId);
  await chmod(path, mode);
}

/**
 * Opens a file that a sandboxed process has written into `out`. What it left may be a trap, so nothing but a plain
 * file with a single name is opened.
 *
 * @throws Error when it is something else, or ENOENT
 */
export async function openSandboxOutput(folder: string, name: string): Promise<FileHandle> {
  // A pipe of the name would hold us up for ever.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(join(folder, outputFolder, name), flags);
  try {
    const facts = await handle.stat();
    if (!facts.isFile() || facts.nlink !== 1) throw new Error(`${name} is not a plain file`);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
