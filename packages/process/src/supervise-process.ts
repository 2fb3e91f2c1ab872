import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessExit, type ProcessOptions, type RunningProcess, startProcess } from './start-process.ts';

/** A process to keep running. */
export interface SuperviseOptions {
  /** How to start it. With `dieWithParent` in front of the command it cannot outlive us. */
  process: Omit<ProcessOptions, 'signal' | 'abortGraceMs'>;
  /** Called when it runs. */
  onStart?(pid: number): void;
  /** Called when it ended without being asked to, or could not be started. */
  onDown?(down: ProcessDown): void;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  /** Waits; rejects when aborted. Node's own timer when absent. */
  wait?(ms: number, signal: AbortSignal): Promise<void>;
}

/** An unexpected end. */
export interface ProcessDown {
  /** How it ended; null when it could not be started. */
  exit: ProcessExit | null;
  /** Why it could not be started; null when it ran. */
  error: unknown;
  /** Its last messages, when they were kept. */
  stderrTail: string[];
  /** Milliseconds until it is started again. */
  restartInMs: number;
}

/** A process that is kept running. */
export interface Supervised {
  /** Ends it for good: SIGTERM, then SIGKILL after `graceMs`. Resolves when nothing of it is left. */
  stop(options: { graceMs: number }): Promise<void>;
}

const firstPauseMs = 500;
const longestPauseMs = 30_000;
const steadyMs = 60_000;

/**
 * Keeps a process running: whenever it ends by itself it is started again, after half a second, then twice as
 * long each time, up to 30 s. One that ran for a minute begins anew with the short pause.
 */
export function superviseProcess(options: SuperviseOptions): Supervised {
  const stopping = new AbortController();
  let running: RunningProcess | null = null;
  let graceMs = 0;

  async function runOnce(): Promise<Omit<ProcessDown, 'restartInMs'>> {
    try {
      running = await startProcess(options.process);
    } catch (error) {
      return { exit: null, error, stderrTail: [] };
    }
    options.onStart?.(running.pid);
    // It may have been told to stop while it was being started.
    const exit = await (stopping.signal.aborted ? running.stop({ graceMs }) : running.exited);
    return { exit, error: null, stderrTail: running.stderrTail() };
  }

  async function keepRunning(): Promise<void> {
    const wait = options.wait ?? waitForTimer;
    for (let failures = 0; ; failures += 1) {
      const startedAt = options.now();
      const down = await runOnce();
      if (stopping.signal.aborted) return;
      if (options.now() - startedAt >= steadyMs) failures = 0;
      const restartInMs = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
      options.onDown?.({ ...down, restartInMs });
      try {
        await wait(restartInMs, stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) return;
        throw error;
      }
    }
  }

  const finished = keepRunning();
  // Seen by whoever stops it; until then a failing call-back must not end our process.
  finished.catch(() => undefined);
  return {
    async stop(how) {
      graceMs = how.graceMs;
      stopping.abort();
      await running?.stop(how);
      await finished;
    },
  };
}

async function waitForTimer(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal });
}
