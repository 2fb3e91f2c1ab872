import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { killTree } from '@weireel/process';
import { EmbeddedDatabaseError } from './embedded-error.ts';

/** How a program of the embedded PostgreSQL is to be started. */
export interface PostgresCommand {
  /** Absolute path of the program. */
  program: string;
  /** Its arguments. */
  args: string[];
  /** Folder that holds `lib` with our library links; the working folder of the program. */
  runtimeFolder: string;
}

/** A started program of the embedded PostgreSQL. */
export interface PostgresProcess {
  /** What it prints, both streams together as one would see them. */
  output: Readable;
  /** How it ended, in words; settles once. */
  exited: Promise<ProcessEnd>;
  /** Sends it a signal; nothing happens when it has ended. */
  signal(name: 'SIGINT' | 'SIGQUIT'): void;
  /** Kills it with all its processes, also when they are stopped and hear nothing else. */
  kill(): void;
}

/** How a process ended. */
export interface ProcessEnd {
  /** True for exit code 0. */
  isSuccess: boolean;
  /** For a message: `exit code 1`, `signal SIGKILL`. */
  reason: string;
}

/**
 * The command with what must stand around it on Linux.
 *
 * PostgreSQL refuses to run as root. In a user namespace it sees another id, while outside it stays root
 * and can still read a checkout below root's home. The last link of the chain asks the kernel to interrupt
 * it when our process dies, however it dies. SIGINT is PostgreSQL's «fast» stop.
 */
export function wrapCommand(command: string[], uid: number, platform: string): string[] {
  if (platform !== 'linux') return command;
  const dieWithParent = ['setpriv', '--pdeathsig', 'INT', '--', ...command];
  return uid === 0 ? [...asOrdinaryUser, ...dieWithParent] : dieWithParent;
}

const asOrdinaryUser = ['unshare', '-U', '--map-user=1000', '--map-group=1000', '--'];

/** Starts a program of the embedded PostgreSQL. */
export function spawnPostgres(command: PostgresCommand, uid: number): PostgresProcess {
  const [first, ...rest] = wrapCommand([command.program, ...command.args], uid, process.platform);
  if (first === undefined) throw new TypeError('an empty command cannot be started');
  const child = spawn(first, rest, {
    // A relative library path, because an absolute one could hold a colon, which separates entries.
    cwd: command.runtimeFolder,
    env: { PATH: process.env['PATH'] ?? '', LD_LIBRARY_PATH: 'lib', LC_ALL: 'C', TZ: 'UTC' },
    // Its own session: Ctrl-C in the terminal is for our process, which stops the server when it is done.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return {
    output: child.stderr,
    exited: endOf(child),
    signal(name) {
      child.kill(name);
    },
    kill() {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        killTree(child.pid);
    },
  };
}

/**
 * Checks that root may start the server.
 *
 * @throws EmbeddedDatabaseError when this system refuses user namespaces
 */
export async function checkUserNamespaces(uid: number): Promise<void> {
  if (uid !== 0 || process.platform !== 'linux') return;
  const [first = '', ...rest] = [...asOrdinaryUser, 'true'];
  const end = await endOf(spawn(first, rest, { stdio: 'ignore' }));
  if (end.isSuccess) return;
  throw new EmbeddedDatabaseError(
    'PostgreSQL does not run as root, and this system does not let root use a user namespace; start as an ordinary user, or set DATABASE_URL',
  );
}

async function endOf(child: ChildProcess): Promise<ProcessEnd> {
  try {
    // `close` comes after the last output, so that a message has all of it.
    const closed: Promise<unknown[]> = once(child, 'close');
    const [code, signal] = await closed;
    return {
      isSuccess: code === 0,
      reason: code === null ? `signal ${String(signal)}` : `exit code ${String(code)}`,
    };
  } catch (error) {
    return { isSuccess: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
