import { createHash } from 'node:crypto';
import { lstat, mkdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-error.ts';

const socketNames = ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'];

/**
 * The folder for the server's Unix socket. It is short and outside the data folder because a socket's path
 * ends at 107 bytes; it is derived from the data folder so that every process of one installation finds it.
 */
export function socketFolderPath(dataFolder: string, uid: number): string {
  const name = createHash('sha256').update(`${uid}\0${dataFolder}`).digest('hex').slice(0, 12);
  return `/tmp/weireel-${name}`;
}

/**
 * Creates the socket folder, or checks the one that is there. `/tmp` is everybody's: a folder that somebody
 * else put there under our name would let them in, because the server trusts whoever reaches its socket.
 *
 * @throws EmbeddedDatabaseError when something else is at that path
 */
export async function prepareSocketFolder(path: string, uid: number): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const found = await lstat(path);
  const mode = found.mode & 0o777;
  if (found.isDirectory() && found.uid === uid && mode === 0o700) return;
  throw new EmbeddedDatabaseError(
    `${path} is not a private folder of this user (it belongs to user ${found.uid}, mode ${mode.toString(8)}); remove it and start again`,
  );
}

/** Removes what a killed server left; call only when no server of this data folder runs. */
export async function clearSockets(path: string): Promise<void> {
  for (const name of socketNames) await rm(join(path, name), { force: true });
}

/** Takes the folder away after the server has stopped, so that `/tmp` keeps nothing of ours. */
export async function removeSocketFolder(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch {
    // Another process has just started a server in it, or somebody tidied up before us: both are fine.
  }
}
