import { join } from 'node:path';
import { handToApplication } from './application-role.ts';
import { findBinaries, linkLibraries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { keepRunning } from './keep-running.ts';
import type { OwnerLock } from './owner-lock.ts';
import { endOrphan, readPid } from './postmaster-pid.ts';
import { ensureDatabase, superuserUrl } from './reach.ts';
import type { ServerPlace } from './server-place.ts';
import { clearSockets, makeSocketFolder, removeSocketFolder } from './socket-folder.ts';
import { checkUserNamespaces } from './spawn-postgres.ts';
import { type RunningServer, startServer } from './start-server.ts';

/** What an owner's server is started with. */
export interface OwnerOptions {
  /** Where its things are. */
  place: ServerPlace;
  /** Folder that the socket must have, because this process has connections to it; null: any. */
  knownSocketFolder: string | null;
  /** The application's database, created when missing. */
  databaseName: string;
  /** See `EmbeddedOptions`. */
  isDurable: boolean;
  /** How long an old server may take to end, and the new one until it answers, in milliseconds. */
  limitMs: number;
  /** Told in one sentence what an operator should know. */
  log: (message: string) => void;
}

/** The server of a data folder in the hands of its owner. */
export interface OwnedServer {
  /** Folder of its Unix socket. */
  socketFolder: string;
  /** Stops it, ending the connections of everybody, and gives the right to it back. */
  stop(): Promise<void>;
}

/**
 * Starts the server of a data folder, after whatever was left of an earlier one has ended, and keeps it running.
 * Recovers from any kill. Takes the lock over: it is released when the server was stopped or could not be started.
 *
 * @throws EmbeddedDatabaseError, or what the system says
 */
export async function becomeOwner(lock: OwnerLock, options: OwnerOptions): Promise<OwnedServer> {
  try {
    const socketFolder = await makeSocketFolder(options.place, options.knownSocketFolder);
    try {
      const server = await startIn(socketFolder, options);
      return {
        socketFolder,
        async stop() {
          await server.stop();
          await removeSocketFolder(socketFolder);
          await lock.release();
        },
      };
    } catch (error) {
      await removeSocketFolder(socketFolder);
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startIn(socketFolder: string, options: OwnerOptions): Promise<Pick<RunningServer, 'stop'>> {
  const { place, databaseName, isDurable, limitMs, log } = options;
  const { cluster, runtimeFolder, logPath, uid } = place;
  const binaries = await findBinaries();
  await checkUserNamespaces(uid);
  await linkLibraries(binaries.nativeFolder, join(runtimeFolder, 'lib'));
  await endOrphan(cluster, limitMs, log);
  await clearSockets(socketFolder);
  await ensureCluster({ cluster, binaries, runtimeFolder, uid, isDurable });
  const isAfterCrash = (await readPid(join(cluster, 'postmaster.pid'))) !== null;
  const program = { program: binaries.postgres, cluster, runtimeFolder, socketFolder, logPath, uid };
  const server = await keepRunning({
    start: (isAgain) => startServer({ ...program, isDurable, isAfterCrash: isAgain, limitMs }),
    isAfterCrash,
    log: (message) => log(`${message}; its log is in ${logPath}`),
  });
  try {
    await ensureDatabase(socketFolder, databaseName);
    await handToApplication(superuserUrl(socketFolder, databaseName));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}
