import { open } from 'node:fs/promises';
import { WeireelError } from '@weireel/contract';

/** Whether an error of the file system has one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  );
}

/** Runs a write and says `storage_full` when the disk is. */
export async function orStorageFull<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (hasCode(error, 'ENOSPC', 'EDQUOT')) throw new WeireelError('storage_full', { cause: error });
    throw error;
  }
}

/** Writes a new file and syncs its bytes to the disk. */
export async function syncedFile(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** The bytes of an empty range. */
export async function* noBytes(): AsyncGenerator<Uint8Array> {
  // There are none.
}

/** Syncs a folder, so that names in it survive power loss. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Syncs the bytes of a file that somebody else wrote. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
