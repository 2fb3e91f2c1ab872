import { setTimeout as delay } from 'node:timers/promises';
import { keepLog } from './bounded-log.ts';
import { EmbeddedDatabaseError } from './embedded-error.ts';
import { answers, isSilent, superuserUrl } from './reach.ts';
import { settingArguments } from './settings.ts';
import { type ProcessEnd, spawnPostgres } from './spawn-postgres.ts';

/** What a server is started with. */
export interface ServerOptions {
  /** Absolute path of `postgres`. */
  program: string;
  /** The cluster's folder. */
  cluster: string;
  /** Folder that holds `lib` with our library links. */
  runtimeFolder: string;
  /** Folder of the Unix socket. */
  socketFolder: string;
  /** Where the server's log goes. */
  logPath: string;
  /** Our user. */
  uid: number;
  /** See `EmbeddedOptions`. */
  isDurable: boolean;
  /** Whether the last server was killed: what is left of it may hold up a new one for a moment. */
  isAfterCrash: boolean;
  /** How long it may take until it answers. Recovery after a crash replays at most `max_wal_size`. */
  limitMs: number;
}

/** A server that answers. */
export interface RunningServer {
  /** How it ended, stopped or not. */
  ended: Promise<ProcessEnd>;
  /** Whether it has nothing to say, not even a refusal; takes some seconds to find out. */
  isSilent(): Promise<boolean>;
  /** Kills it with all its processes. The next start replays its log: nothing that was committed is lost. */
  kill(): void;
  /** Ends all connections, writes everything out and stops; one that does not hear is killed. */
  stop(): Promise<void>;
}

const logLimitBytes = 1_000_000;
const stopLimitMs = 30_000;
const deafLimitMs = 40_000;
// Processes of a killed server hold its shared memory until they notice, which takes far less than this.
const remainsLimitMs = 30_000;
/** Lines of the log that a message quotes. */
const quotedLines = 5;

/**
 * Starts the server and waits until it answers. Call with the owner's lock held and no server left.
 *
 * @throws EmbeddedDatabaseError with the end of the server's log when it does not come up
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const startedMs = performance.now();
  for (;;) {
    const attempt = launch(options);
    const end = await ready(attempt, options);
    if (end === null) return attempt;
    // A start that was killed as well has taken the last trace of the crash away with it.
    const isHeldUp = options.isAfterCrash || /shared memory block .* still in use/.test(attempt.tail());
    if (!isHeldUp || performance.now() - startedMs > remainsLimitMs) {
      throw new EmbeddedDatabaseError(
        `PostgreSQL did not start (${end.reason}): ${lastWords(attempt.tail())}`,
      );
    }
    await delay(100);
  }
}

interface Attempt extends RunningServer {
  tail(): string;
}

function launch(options: ServerOptions): Attempt {
  const { program, cluster, runtimeFolder, uid } = options;
  const child = spawnPostgres(
    { program, args: ['-D', cluster, ...settingArguments(options)], runtimeFolder },
    uid,
  );
  const output = keepLog(child.output, options.logPath, logLimitBytes);
  const ended = child.exited.then(async (end) => {
    await output.finished;
    return end;
  });
  async function stop(): Promise<void> {
    child.signal('SIGINT');
    // The next start replays the log of a server that was ended this way: nothing is lost.
    const timers = [
      setTimeout(() => child.signal('SIGQUIT'), stopLimitMs),
      setTimeout(() => child.kill(), deafLimitMs),
    ];
    await ended;
    for (const timer of timers) clearTimeout(timer);
  }
  return {
    ended,
    tail: () => output.tail(),
    isSilent: () => isSilent(options.socketFolder),
    kill: () => child.kill(),
    stop,
  };
}

/** Null once it answers, or how it ended before that. */
async function ready(attempt: Attempt, options: ServerOptions): Promise<ProcessEnd | null> {
  const deadlineMs = performance.now() + options.limitMs;
  while (performance.now() < deadlineMs) {
    if (await answers(superuserUrl(options.socketFolder))) return null;
    const end = await Promise.race([attempt.ended, delay(20, null)]);
    if (end !== null) return end;
  }
  await attempt.stop();
  throw new EmbeddedDatabaseError(
    `PostgreSQL did not answer within ${options.limitMs / 1000} s: ${lastWords(attempt.tail())}`,
  );
}

/** The end of a log as part of a sentence. */
function lastWords(tail: string): string {
  return tail
    .trim()
    .split(/\s*\n\s*/)
    .slice(-quotedLines)
    .join('; ');
}
