import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { EmbeddedDatabaseError } from './embedded-error.ts';

/** The right to run the server of one data folder. */
export interface OwnerLock {
  /** Gives the right back. The kernel does it when this process dies in any way. */
  release(): Promise<void>;
}

/**
 * Takes the owner's lock of a data folder, or answers null while another living process has it.
 *
 * Node has no `flock`, but the lock belongs to the open file, not to the process that asked: the `flock`
 * program locks the file that we hand down to it, and we still hold that file when it has ended.
 */
export async function tryOwnerLock(path: string): Promise<OwnerLock | null> {
  const file = await open(path, 'a', 0o600);
  try {
    // macOS has no such program; there PostgreSQL's own pid file is the only guard.
    const isLocked = process.platform !== 'linux' || (await lock(file.fd));
    if (isLocked) return { release: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return null;
}

async function lock(fd: number): Promise<boolean> {
  const child = spawn('flock', ['--exclusive', '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'pipe', fd],
  });
  const end: Promise<unknown[]> = once(child, 'close');
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const [code] = await end;
  if (code === 0) return true;
  if (code === 1 && complaint === '') return false;
  throw new EmbeddedDatabaseError(`the data folder could not be locked: flock said ${complaint.trim()}`);
}
