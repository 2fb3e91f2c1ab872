import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Work folders of the attempts that run in this process: `<data>/work/<process id>/<attempt>`. */
export interface WorkFolders {
  /** Makes a folder for an attempt, gives it to the work, and removes it whatever happens. */
  use<T>(attemptId: string, work: (folder: string) => Promise<T>): Promise<T>;
  /** Where the folder of an attempt is. */
  pathOf(attemptId: string): string;
  /** Removes folders of processes that are gone; their names begin with the id of theirs. */
  sweep(): Promise<void>;
  /** Removes this process's own folder, when it ends. */
  close(): Promise<void>;
}

/** Keeps work folders below a folder of the installation. */
export function createWorkFolders(root: string, processId: number): WorkFolders {
  const own = join(root, String(processId));
  const pathOf = (attemptId: string): string => join(own, attemptId);
  return {
    pathOf,
    async use(attemptId, work) {
      const folder = pathOf(attemptId);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        return await work(folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async sweep() {
      for (const name of await readdir(root)) {
        if (name !== String(processId) && !isAlive(Number.parseInt(name, 10))) {
          await rm(join(root, name), { recursive: true, force: true });
        }
      }
    },
    close: () => rm(own, { recursive: true, force: true }),
  };
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Alive, but somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
