import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough, pipeline, Readable, type Writable } from 'node:stream';
import { killGroup } from './kill-group.ts';
import { timerDelayMs } from './long-timer.ts';
import { rememberRunning } from './running.ts';
import { TailBuffer } from './tail-buffer.ts';

/** A process to start. No shell is involved. */
export interface ProcessOptions {
  /** The program: a path, or a name that is looked up in PATH. */
  command: string;
  /** Its arguments, one token each. */
  args: readonly string[];
  /** Working folder; ours when absent. */
  cwd?: string;
  /** The whole environment. Absent: PATH only, because our own holds secrets. */
  env?: NodeJS.ProcessEnv;
  /** Whether we write to its standard input. Default false: it reads nothing. */
  hasInput?: boolean;
  /** More pipes that it writes to: descriptors 3 and up. Default 0. */
  outputPipes?: number;
  /** Lets both its standard streams go where ours go instead of to us. Default false. */
  inheritsOutput?: boolean;
  /** Kills its group at once when aborted, and closes its pipes, whoever else still holds them. */
  signal?: AbortSignal;
}

/** How a process ended. */
export interface ProcessEnd {
  /** Exit code; null when a signal ended it. */
  code: number | null;
  /** The signal that ended it; null when it ended by itself. */
  signal: NodeJS.Signals | null;
  /** The last lines of standard error, at most 40 and 16 KiB; empty when they went where ours go. */
  stderrTail: string[];
}

/** A process that was started. It leads a group of its own, and what is left of that ends with it. */
export interface RunningProcess {
  /** Its id, and that of its group; null when it could not be started. */
  pid: number | null;
  /** Its standard input; null unless asked for. */
  input: Writable | null;
  /** Its standard output. Listen at once: what nobody reads holds it up, and is dropped when it ends. */
  output: Readable;
  /** Descriptors 3 and up, in order; each holds it up until it is read, and may be read after its end. */
  outputs: readonly Readable[];
  /** How it ended, after all of `output`. Rejects only when it could not be started. */
  ended: Promise<ProcessEnd>;
  /** Ends its group: SIGTERM, and SIGKILL after `graceMs`; 0 is SIGKILL at once. */
  stop(options: { graceMs: number }): Promise<void>;
}

/**
 * Starts a process as leader of a new group.
 *
 * @throws the signal's reason when it is aborted already
 */
export function startProcess(options: ProcessOptions): RunningProcess {
  options.signal?.throwIfAborted();
  const child = spawnChild(options);
  const tail = new TailBuffer();
  child.stderr?.on('data', (bytes: Buffer) => tail.add(bytes));
  forgiveBrokenPipes(child);
  let isOver = child.pid === undefined;
  const forget = child.pid === undefined ? () => {} : rememberRunning(child.pid, options.cwd ?? null);
  const ended = endOf(child, tail, () => {
    isOver = true;
    forget();
    if (options.signal?.aborted) onAbort();
  });
  // Whoever cares awaits it; a process that nobody waits for must not end ours.
  ended.catch(() => undefined);

  const signalGroup = (name: NodeJS.Signals): void => {
    if (!isOver && child.pid !== undefined) killGroup(child.pid, name);
  };
  const onAbort = (): void => {
    signalGroup('SIGKILL');
    // What left the group may hold our pipes open for as long as it likes.
    if (isOver) for (const stream of child.stdio) stream?.destroy();
  };
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const forgetSignal = (): void => options.signal?.removeEventListener('abort', onAbort);
  void ended.then(forgetSignal, forgetSignal);

  return {
    pid: child.pid ?? null,
    input: child.stdin,
    output: child.stdout ?? Readable.from([]),
    outputs: child.stdio.slice(3).map(keepUnread),
    ended,
    async stop({ graceMs }) {
      signalGroup(graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
      const timer = setTimeout(signalGroup, timerDelayMs(graceMs), 'SIGKILL');
      // Rejected: it was never started, so there is nothing left to stop.
      await ended.catch(() => undefined);
      clearTimeout(timer);
    },
  };
}

function spawnChild(options: ProcessOptions): ChildProcess {
  const own = options.inheritsOutput ? 'inherit' : 'pipe';
  const more = Array.from({ length: options.outputPipes ?? 0 }, () => 'pipe' as const);
  return spawn(options.command, [...options.args], {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: options.env ?? { PATH: process.env['PATH'] ?? '' },
    // A session and group of its own, so that one signal reaches everything that it started.
    detached: true,
    stdio: [options.hasInput ? 'pipe' : 'ignore', own, own, ...more],
  });
}

async function endOf(child: ChildProcess, tail: TailBuffer, onExit: () => void): Promise<ProcessEnd> {
  const streamsClosed = [child.stdout, child.stderr].flatMap((stream) => (stream ? [closeOf(stream)] : []));
  const exit = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
    (resolve, reject) => {
      child.once('exit', (code, signal) => {
        onExit();
        // What it left behind would hold our pipes open, and nobody else would ever end it.
        if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL');
        resolve({ code, signal });
      });
      child.once('error', (error) => {
        // Later errors are about signals that came too late.
        if (child.pid === undefined) reject(error);
      });
    },
  );
  await Promise.all(streamsClosed);
  return { ...exit, stderrTail: tail.lines() };
}

/** Waits for `close` alone: a reader that leaves early is an error of the stream, not of the process. */
function closeOf(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    stream.once('close', resolve);
  });
}

/** Node empties the pipes of a process that ended, whether or not their reader has come yet; this one waits. */
function keepUnread(pipe: ChildProcess['stdio'][number] | undefined): Readable {
  // We asked for pipes at 3 and up, which are sockets; they are missing only when it could not be started.
  const socket = (pipe ?? Readable.from([])) as Readable;
  const kept = new PassThrough();
  // Its reader, if there is one, sees it all the same.
  kept.on('error', () => undefined);
  pipeline(socket, kept, () => {
    // An error of one side destroys the other, which is where its reader sees it.
  });
  return kept;
}

/** A process may end while we write or read. Its end says so; an `error` nobody hears would end us as well. */
function forgiveBrokenPipes(child: ChildProcess): void {
  const ignore = (): void => undefined;
  child.on('error', ignore);
  for (const stream of child.stdio) stream?.on('error', ignore);
}
