import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-error.ts';

/** Where the embedded server of a data folder has its things. */
export interface ServerPlace {
  /** The data folder, without links on the way. */
  dataFolder: string;
  /** PostgreSQL's own folder. */
  cluster: string;
  /** What only matters while a server runs, and the links to its libraries. Only this user can enter it. */
  runtimeFolder: string;
  /** The file that the owner of the server has locked. */
  lockPath: string;
  /** Where the server's log goes. */
  logPath: string;
  /** Our user. */
  uid: number;
}

/**
 * Finds the place of a data folder's server, making the folders around it.
 *
 * @throws EmbeddedDatabaseError when they belong to another user
 */
export async function openServerPlace(path: string): Promise<ServerPlace> {
  await mkdir(path, { recursive: true });
  const dataFolder = await realpath(path);
  const runtimeFolder = join(dataFolder, 'runtime');
  const uid = process.getuid?.() ?? 0;
  await mkdir(runtimeFolder, { recursive: true, mode: 0o700 });
  const { uid: owner } = await stat(runtimeFolder);
  if (owner !== uid) {
    throw new EmbeddedDatabaseError(
      `${runtimeFolder} belongs to user ${owner}, but this is user ${uid}; start as its owner, or change its owner`,
    );
  }
  // A copy or a restore may have opened it to others; what it says where the socket is has to be ours.
  await chmod(runtimeFolder, 0o700);
  return {
    dataFolder,
    cluster: join(dataFolder, 'postgres'),
    runtimeFolder,
    lockPath: join(runtimeFolder, 'postgres.lock'),
    logPath: join(dataFolder, 'logs', 'postgres.log'),
    uid,
  };
}
