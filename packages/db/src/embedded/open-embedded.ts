import { setTimeout as delay } from 'node:timers/promises';
import { becomeOwner, type OwnedServer, type OwnerOptions } from './become-owner.ts';
import { EmbeddedDatabaseError } from './embedded-error.ts';
import { type OwnerLock, tryOwnerLock } from './owner-lock.ts';
import { answers, applicationUrl } from './reach.ts';
import { openServerPlace, type ServerPlace } from './server-place.ts';
import { findSocketFolder } from './socket-folder.ts';
import { standBy } from './stand-by.ts';

/**
 * Which processes start the server of a data folder, and so take it with them when they end: `never` uses the server
 * of another process; `when-free` starts it when no process has it; `in-succession` does so as well, and where
 * another process has it, takes its place when that ends.
 */
export type Ownership = 'never' | 'when-free' | 'in-succession';

/** Options of `openEmbedded`. */
export interface EmbeddedOptions {
  /** The installation's data folder; created when missing. The database is in `postgres` in it. */
  dataFolder: string;
  /** Whether this process may start the server. */
  ownership: Ownership;
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
  /** True when opening started the server; false when another process had it running already. */
  ownsServer: boolean;
  /**
   * Stops the server when this process owns it, ending the connections of everybody; else only stops standing by.
   * May be called twice. A killed owner takes the server with it as well, without loss.
   */
  stop(): Promise<void>;
}

const startLimitMs = 120_000;
const lookEveryMs = 50;
/** A start is a matter of seconds; who waits for longer wants to know for what. */
const tellAfterMs = 5000;

/**
 * Opens the PostgreSQL that npm brought, on a Unix socket only. The first process of a data folder starts the
 * server and owns it; others connect to it. Recovers from any kill by itself.
 *
 * @throws EmbeddedDatabaseError with a sentence that says what to do: no binaries for this platform, root without
 *   user namespaces, a folder of another user or version, a server that does not come up, no owner where this process
 *   may not be it
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  try {
    return await open(options);
  } catch (cause) {
    if (cause instanceof EmbeddedDatabaseError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmbeddedDatabaseError(`the database in ${options.dataFolder} cannot be used: ${reason}`, {
      cause,
    });
  }
}

async function open(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { ownership, databaseName = 'weireel', isDurable = true, log } = options;
  const place = await openServerPlace(options.dataFolder);
  const owner: OwnerOptions = {
    ...{ place, databaseName, isDurable, log },
    limitMs: startLimitMs,
    knownSocketFolder: null,
  };
  const found = await lockOrReach(place, { ...options, databaseName });
  if ('lock' in found) {
    const server = await becomeOwner(found.lock, owner);
    return { url: applicationUrl(server.socketFolder, databaseName), ownsServer: true, stop: once(server) };
  }
  const { socketFolder } = found;
  const url = applicationUrl(socketFolder, databaseName);
  if (ownership !== 'in-succession') return { url, ownsServer: false, stop: () => Promise.resolve() };
  const successor = standBy({
    answers: () => answers(url),
    tryLock: () => tryOwnerLock(place.lockPath),
    becomeOwner: (lock) => becomeOwner(lock, { ...owner, knownSocketFolder: socketFolder }),
    log,
  });
  return { url, ownsServer: false, stop: once(successor) };
}

/** The lock when nobody has it, or the folder of the socket at which the server of another process answers. */
async function lockOrReach(
  place: ServerPlace,
  options: EmbeddedOptions & { databaseName: string },
): Promise<{ lock: OwnerLock } | { socketFolder: string }> {
  const { dataFolder, ownership, log } = options;
  for (let waitedMs = 0; waitedMs < startLimitMs; waitedMs += lookEveryMs) {
    const lock = await tryOwnerLock(place.lockPath);
    if (lock !== null) {
      if (ownership !== 'never') return { lock };
      await lock.release();
      throw new EmbeddedDatabaseError(
        `no server runs on ${dataFolder}: start it first (npm start), or set DATABASE_URL for all processes`,
      );
    }
    const socketFolder = await findSocketFolder(place);
    if (socketFolder !== null && (await answers(applicationUrl(socketFolder, options.databaseName)))) {
      return { socketFolder };
    }
    if (waitedMs === tellAfterMs) log(`waiting for another process to start the database in ${dataFolder}`);
    await delay(lookEveryMs);
  }
  throw new EmbeddedDatabaseError(
    `another process has the database in ${dataFolder}, but it does not answer: end that process, or look at its log`,
  );
}

function once(server: Pick<OwnedServer, 'stop'>): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  return () => (stopping ??= server.stop());
}
