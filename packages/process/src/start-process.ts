import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { killGroup } from './kill-group.ts';
import { LineTail } from './line-tail.ts';
import { type ProcessLimits, sandboxCommand, type SandboxTools } from './sandbox-command.ts';

/** A process to start. No shell is involved. */
export interface ProcessOptions {
  /** The program: a path, or a name that is looked up in PATH. */
  command: string;
  /** Its arguments. */
  args: readonly string[];
  /** Working folder; ours when absent. */
  cwd?: string;
  /** The whole environment. Absent: PATH only, because our own holds secrets. */
  env?: Readonly<Record<string, string>>;
  /** Whether we write to it; `ignore` when absent. */
  stdin?: 'ignore' | 'pipe';
  /** Where its output goes: to us (the default), nowhere, or to where ours goes. */
  stdout?: 'pipe' | 'ignore' | 'inherit';
  /** Where its messages go: the last lines are kept for us (the default), or all to where ours go. */
  stderr?: 'tail' | 'inherit';
  /** More pipes that it writes to: file descriptors 3 and up. Default 0. */
  extraOutputs?: number;
  /** Runs it in the sandbox. Absent: it may do what we may. */
  sandbox?: Sandbox;
  /** Ends the whole group when aborted. */
  signal?: AbortSignal;
  /** After an abort: SIGTERM first, and SIGKILL after so many milliseconds. Default 0: SIGKILL at once. */
  abortGraceMs?: number;
}

/** How a sandbox is made. */
export interface Sandbox {
  /** What the process may use. */
  limits: ProcessLimits;
  /** What this system offers. */
  tools: SandboxTools;
}

/** How a process ended. */
export interface ProcessExit {
  /** Exit code; null when a signal ended it. */
  code: number | null;
  /** The signal that ended it; null when it ended by itself. */
  signal: NodeJS.Signals | null;
}

/** A process that has been started. It leads a group of its own; what is left of that ends with it. */
export interface RunningProcess {
  /** Its id, and that of its group. */
  pid: number;
  /** Where we write to it; null unless asked for. */
  stdin: Writable | null;
  /** What it writes; null unless it comes to us. Must be read, or the process comes to a halt. */
  stdout: Readable | null;
  /** Descriptors 3 and up, in order. Each must be read to its end. */
  extraOutputs: readonly Readable[];
  /** The last lines of its messages: at most 40, and 16 384 characters. Empty when they are not kept. */
  stderrTail(): string[];
  /** How it ended, once all its messages are read; never rejects. */
  exited: Promise<ProcessExit>;
  /** Ends the group: SIGTERM, then SIGKILL after `graceMs`; 0 is SIGKILL at once. */
  stop(options: { graceMs: number }): Promise<ProcessExit>;
}

/**
 * Starts a process as leader of a new group.
 *
 * @throws Error of the system (`ENOENT`, `EACCES`, …) when it cannot be started; the signal's reason when it is
 *   aborted already
 */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  options.signal?.throwIfAborted();
  const child = spawnChild(options);
  const tail = new LineTail();
  child.stderr?.on('data', (bytes: Uint8Array) => tail.push(bytes));
  const messagesRead = child.stderr ? once(child.stderr, 'close') : null;
  const exited = exitOf(child, messagesRead);
  forgiveBrokenPipes(child);
  let hasExited = false;
  child.once('exit', () => {
    hasExited = true;
  });
  // Rejects with the reason when the process cannot be started; the other promises then stay for ever.
  await once(child, 'spawn');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.command} was started without a process id`);

  async function stop({ graceMs }: { graceMs: number }): Promise<ProcessExit> {
    const signalGroup = (signal: NodeJS.Signals) => !hasExited && pid !== undefined && killGroup(pid, signal);
    signalGroup(graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
    const timer = setTimeout(signalGroup, graceMs, 'SIGKILL');
    try {
      return await exited;
    } finally {
      clearTimeout(timer);
    }
  }
  stopOnAbort(options, exited, stop);
  return {
    pid,
    stdin: child.stdin,
    stdout: child.stdout,
    // We asked for pipes at 3 and up, which are sockets; the type lists what any entry may be.
    extraOutputs: child.stdio.slice(3) as Readable[],
    stderrTail: () => tail.lines(),
    exited,
    stop,
  };
}

function spawnChild(options: ProcessOptions): ChildProcess {
  const { sandbox } = options;
  const { command, args } = sandbox
    ? sandboxCommand(options.command, options.args, sandbox.limits, sandbox.tools)
    : options;
  const stderr = options.stderr === 'inherit' ? 'inherit' : 'pipe';
  const more = Array.from({ length: options.extraOutputs ?? 0 }, () => 'pipe' as const);
  return spawn(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: options.env ?? { PATH: process.env['PATH'] ?? '' },
    // Its own session and group, so that one signal reaches everything that it started.
    detached: true,
    stdio: [options.stdin ?? 'ignore', options.stdout ?? 'pipe', stderr, ...more],
  });
}

async function exitOf(child: ChildProcess, messagesRead: Promise<unknown> | null): Promise<ProcessExit> {
  const exit = await new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });
  // What it left behind would hold our pipes open, and nobody would ever end it.
  if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL');
  await messagesRead;
  return exit;
}

/** A process may end while we write or read; its exit says so, and an `error` without listener would end us. */
function forgiveBrokenPipes(child: ChildProcess): void {
  const ignore = () => undefined;
  child.on('error', ignore);
  for (const stream of child.stdio) stream?.on('error', ignore);
}

function stopOnAbort(
  options: ProcessOptions,
  exited: Promise<ProcessExit>,
  stop: RunningProcess['stop'],
): void {
  const { signal } = options;
  if (!signal) return;
  const onAbort = () => {
    void stop({ graceMs: options.abortGraceMs ?? 0 });
  };
  signal.addEventListener('abort', onAbort, { once: true });
  void exited.then(() => {
    signal.removeEventListener('abort', onAbort);
  });
  // It may have been aborted while the process was being started.
  if (signal.aborted) onAbort();
}
