import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { killTree } from '@weireel/process';
import { EmbeddedDatabaseError } from './embedded-error.ts';

/**
 * Makes sure that no server is left in a cluster whose owner's lock we hold.
 *
 * A server that runs without an owner is one whose owner was killed: it is about to stop by itself; we ask
 * once more and wait, and kill one that is itself stopped or hung. A pid file that names any other process is left over from before a restart of the
 * machine or container, and PostgreSQL would refuse to start because of it.
 *
 * @throws EmbeddedDatabaseError when the old server does not stop within the limit
 */
export async function endOrphan(
  cluster: string,
  limitMs: number,
  log: (message: string) => void,
): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const pid = await readPid(pidFile);
  if (pid === null || process.platform !== 'linux') return;
  if (!(await isServerOf(pid, cluster))) {
    await rm(pidFile, { force: true });
    return;
  }
  log(`waiting for an earlier PostgreSQL (process ${pid}) to stop`);
  signal(pid);
  let isKilled = false;
  for (let waitedMs = 0; await isServerOf(pid, cluster); waitedMs += 20) {
    if (!isKilled && waitedMs > limitMs / 2) {
      killTree(pid);
      isKilled = true;
    }
    if (waitedMs > limitMs)
      throw new EmbeddedDatabaseError(`an earlier PostgreSQL (process ${pid}) does not stop; end it by hand`);
    await delay(20);
  }
}

/** The process id in a `postmaster.pid`; null when there is no such file or no number in it. */
export async function readPid(pidFile: string): Promise<number | null> {
  const text = await readOrNull(pidFile);
  const pid = Number.parseInt(text ?? '', 10);
  return pid > 1 ? pid : null;
}

async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  // A zombie has an empty command line, which counts as gone: it holds no file any more.
  const words = (await readOrNull(`/proc/${pid}/cmdline`))?.split('\0') ?? [];
  return words[0]?.endsWith('/postgres') === true && words[words.indexOf('-D') + 1] === cluster;
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    // It stopped in between, which is what we want.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // ESRCH: the process ended between opening and reading its entry in /proc.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return null;
    throw error;
  }
}
