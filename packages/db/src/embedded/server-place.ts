import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the embedded server of a data folder has its things. */
export interface ServerPlace {
  /** The data folder, without links on the way. */
  dataFolder: string;
  /** PostgreSQL's own folder. */
  cluster: string;
  /** What only matters while a server runs, and the links to its libraries. */
  runtimeFolder: string;
  /** The file that the owner of the server has locked. */
  lockPath: string;
  /** Where the server's log goes. */
  logPath: string;
  /** Our user. */
  uid: number;
}

/** Finds the place of a data folder's server, making the folders around it. */
export async function openServerPlace(path: string): Promise<ServerPlace> {
  await mkdir(path, { recursive: true });
  const dataFolder = await realpath(path);
  const runtimeFolder = join(dataFolder, 'runtime');
  await mkdir(runtimeFolder, { recursive: true, mode: 0o700 });
  return {
    dataFolder,
    cluster: join(dataFolder, 'postgres'),
    runtimeFolder,
    lockPath: join(runtimeFolder, 'postgres.lock'),
    logPath: join(dataFolder, 'logs', 'postgres.log'),
    uid: process.getuid?.() ?? 0,
  };
}
