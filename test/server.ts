import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { killAll, processTree, waitUntilGone } from './process-tree.ts';
import { nodeEnvironment } from './run/node-environment.ts';

const serverMain = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));

/** Password of the account `admin` on test servers. */
export const adminPassword = 'admin-of-the-test';

/** How a server ended. */
export interface ServerEnd {
  /** Its exit code; null when a signal ended it. */
  code: number | null;
  /** The signal; null when it ended by itself. */
  signal: NodeJS.Signals | null;
}

/** Options of `startServer`. */
export interface ServerOptions {
  /** Settings over those of the tests; an empty text unsets one. */
  env?: Record<string, string>;
  /** A data folder of the caller's, which stays. Absent: a new one, removed with the server. */
  dataFolder?: string;
}

/** A server that was started, whether it came up or not. */
export interface Launch {
  /** Its process. */
  pid: number;
  /** Its data folder. */
  dataFolder: string;
  /** Everything that it has printed so far. */
  output(): string;
  /** Everything that it has logged so far. */
  log(): string;
  /** Resolves with its address when it serves; rejects with its log when it ends before. */
  ready: Promise<string>;
  /** Resolves when it has ended. */
  ended: Promise<ServerEnd>;
  /** Sends a signal to it. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it as an operator would, waits until everything below it is gone, and removes its folder. */
  stop(): Promise<ServerEnd>;
  /** Kills it and everything below it at once, as a power cut would; the folder stays. */
  kill9(): Promise<void>;
  /** Removes what may still run and the folder, however the server ended. */
  dispose(): Promise<void>;
}

/** A server that serves. */
export interface RunningServer extends Launch {
  /** Where it serves, such as `http://127.0.0.1:40123`. */
  url: string;
}

/**
 * Starts the real server as a child process on a free port of the loopback address. It has its own temporary
 * data folder and embedded PostgreSQL unless the environment names a database, and dies with this process.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const launch = await launchServer(options);
  try {
    return Object.assign(launch, { url: await launch.ready });
  } catch (error) {
    await launch.dispose();
    throw error;
  }
}

/** Starts the server without waiting for it, for tests of how it fails. */
export async function launchServer(options: ServerOptions = {}): Promise<Launch> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'weireel-test-')));
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, serverMain], {
    env: environment(dataFolder, options.env ?? {}),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined)
    throw new Error('the server could not be started', { cause: await once(child, 'error') });
  const printed = collect(child, 'stdout');
  const logged = collect(child, 'stderr');
  const ended = new Promise<ServerEnd>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const url = /^ready (\S+)$/m.exec(printed())?.[1];
      if (url !== undefined) resolve(url);
    });
    void ended.then((end) => reject(new Error(`the server ended (${JSON.stringify(end)}): ${logged()}`)));
  });
  // Whoever waits for it hears of it; a test of a failing start looks at the end instead.
  ready.catch(() => {});

  const removeFolder = async (): Promise<void> => {
    if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
  };
  const kill9 = async (): Promise<void> => {
    const tree = await processTree(pid);
    killAll(tree);
    await waitUntilGone(tree);
  };
  return {
    pid,
    dataFolder,
    output: printed,
    log: logged,
    ready,
    ended,
    signal: (signal) => void child.kill(signal),
    stop: async () => {
      const tree = await processTree(pid);
      child.kill('SIGTERM');
      const end = await ended;
      await waitUntilGone(tree);
      await removeFolder();
      return end;
    },
    kill9,
    dispose: async () => {
      if (child.exitCode === null && child.signalCode === null) await kill9();
      await removeFolder();
    },
  };
}

/** The environment of the test run without its own Weireel settings, and what tests need. */
function environment(dataFolder: string, overrides: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(WEIREEL_|DATABASE_URL$|VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    ...nodeEnvironment(),
    WEIREEL_PORT: '0',
    WEIREEL_DATA: dataFolder,
    WEIREEL_ADMIN_PASSWORD: adminPassword,
    WEIREEL_RATE_SIGN_IN_PER_MINUTE: '100000',
    WEIREEL_RATE_API_PER_MINUTE: '1000000',
    WEIREEL_RATE_REFUSALS_PER_MINUTE: '1000000',
    ...overrides,
  };
}

function collect(child: ChildProcess, name: 'stdout' | 'stderr'): () => string {
  const chunks: Buffer[] = [];
  child[name]?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
