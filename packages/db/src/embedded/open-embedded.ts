import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findBinaries, linkLibraries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { keepRunning } from './keep-running.ts';
import { type OwnerLock, tryOwnerLock } from './owner-lock.ts';
import { endOrphan, readPid } from './postmaster-pid.ts';
import { answers, databaseUrl, ensureDatabase } from './reach.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { clearSockets, prepareSocketFolder, removeSocketFolder, socketFolderPath } from './socket-folder.ts';
import { checkUserNamespaces } from './spawn-postgres.ts';

/** Options of `openEmbedded`. */
export interface EmbeddedOptions {
  /** The installation's data folder; created when missing. The database is in `postgres` in it. */
  dataFolder: string;
  /** Database to connect to, created when missing. Default `weireel`. */
  databaseName?: string;
  /** False gives up the safety of committed rows for speed: only for the throw-away servers of tests. Default true. */
  isDurable?: boolean;
  /** Told in one sentence what a person at the terminal or in the log should know. */
  log: (message: string) => void;
}

/** An open embedded database. */
export interface EmbeddedDatabase {
  /** `postgres://…`, for `connect`. It works for every process of this user on this machine. */
  url: string;
  /** True when this process started the server; false when another process had it running already. */
  ownsServer: boolean;
  /**
   * Stops the server when this process owns it, ending the connections of everybody; else does nothing.
   * May be called twice. A killed owner takes the server with it as well, without loss.
   */
  stop(): Promise<void>;
}

const startLimitMs = 120_000;

/**
 * Opens the PostgreSQL that npm brought, on a Unix socket only. The first process of a data folder starts the
 * server and owns it; others connect to it. Recovers from any kill by itself.
 *
 * @throws Error with a sentence that says what to do: no binaries for this platform, root without user
 *   namespaces, a folder of another user or version, a server that does not come up
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { databaseName = 'weireel', isDurable = true, log } = options;
  await mkdir(options.dataFolder, { recursive: true });
  const dataFolder = await realpath(options.dataFolder);
  const uid = process.getuid?.() ?? 0;
  const socketFolder = socketFolderPath(dataFolder, uid);
  const runtimeFolder = join(dataFolder, 'runtime');
  await mkdir(runtimeFolder, { recursive: true, mode: 0o700 });
  await prepareSocketFolder(socketFolder, uid);

  const lock = await lockOrReach(join(runtimeFolder, 'postgres.lock'), socketFolder);
  if (lock === null) {
    await ensureDatabase(socketFolder, databaseName);
    return { url: databaseUrl(socketFolder, databaseName), ownsServer: false, stop: () => Promise.resolve() };
  }
  try {
    const cluster = join(dataFolder, 'postgres');
    const binaries = await findBinaries();
    await checkUserNamespaces(uid);
    await linkLibraries(binaries.nativeFolder, join(runtimeFolder, 'lib'));
    await endOrphan(cluster, startLimitMs, log);
    // The owner before us may have removed it between our first look and its lock.
    await prepareSocketFolder(socketFolder, uid);
    await clearSockets(socketFolder);
    await ensureCluster({ cluster, binaries, runtimeFolder, uid, isDurable });
    const logPath = join(dataFolder, 'logs', 'postgres.log');
    const place = { program: binaries.postgres, cluster, runtimeFolder, socketFolder, logPath };
    const isAfterCrash = (await readPid(join(cluster, 'postmaster.pid'))) !== null;
    const server = await keepRunning({
      start: (isAgain) =>
        startServer({ ...place, uid, isDurable, isAfterCrash: isAgain, limitMs: startLimitMs }),
      isAfterCrash,
      log: (message) => log(`${message}; its log is in ${logPath}`),
    });
    return await own({ server, lock, socketFolder, databaseName });
  } catch (error) {
    await removeSocketFolder(socketFolder);
    await lock.release();
    throw error;
  }
}

async function own(owned: {
  server: Pick<RunningServer, 'stop'>;
  lock: OwnerLock;
  socketFolder: string;
  databaseName: string;
}): Promise<EmbeddedDatabase> {
  const { server, lock, socketFolder, databaseName } = owned;
  let stopping: Promise<void> | undefined;
  async function stopAndRelease(): Promise<void> {
    await server.stop();
    await removeSocketFolder(socketFolder);
    await lock.release();
  }
  try {
    await ensureDatabase(socketFolder, databaseName);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const url = databaseUrl(socketFolder, databaseName);
  return { url, ownsServer: true, stop: () => (stopping ??= stopAndRelease()) };
}

/** The lock when nobody has it; null when another process has it and its server answers. */
async function lockOrReach(lockPath: string, socketFolder: string): Promise<OwnerLock | null> {
  for (let waitedMs = 0; waitedMs < startLimitMs; waitedMs += 50) {
    const lock = await tryOwnerLock(lockPath);
    if (lock !== null) return lock;
    if (await answers(socketFolder)) return null;
    await delay(50);
  }
  throw new Error(
    'another process of this data folder is starting its database but does not finish; look at its log',
  );
}
