import { setTimeout as delay } from 'node:timers/promises';
import { canTie } from './detect-sandbox.ts';
import { killTree } from './kill-tree.ts';
import { type RunningProcess, startProcess } from './start-process.ts';
import { waitForSilence } from './wait-for-silence.ts';

/** A process to keep running. */
export interface SuperviseOptions {
  /** The program. */
  command: string;
  /** Its arguments. */
  args: readonly string[];
  /** Its whole environment. */
  env: NodeJS.ProcessEnv;
  /**
   * Requires signs of life: the process writes something, a byte will do, to the descriptor that the variable
   * `WEIREEL_PULSE_FD` names, at least every few seconds while its work goes on. One that is silent for a minute is
   * killed with all that it started, and so started again. Default false: nobody listens.
   */
  hasPulse?: boolean;
  /** Called when it ended without being asked to, or could not be started. */
  onExit?: (facts: UnexpectedExit) => void;
  /** How long it may take to end after SIGTERM, in milliseconds, before SIGKILL. Default 10 000. */
  graceMs?: number;
  /** Milliseconds of a clock that only goes forward. Default: the system's. */
  now?: () => number;
  /** Waits; rejects when aborted. Default: Node's timer. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** An end that nobody asked for. */
export interface UnexpectedExit {
  /** Exit code; null when a signal ended it or it never ran. */
  code: number | null;
  /** The signal that ended it; null when there was none. */
  signal: NodeJS.Signals | null;
  /** Why it could not be started; null when it ran. */
  reason: string | null;
  /** Whether we killed it because it gave no sign of life. */
  wasSilent: boolean;
  /** Milliseconds until it is started again. */
  restartInMs: number;
}

/** A process that is kept running. */
export interface Supervised {
  /** Ends it for good. Resolves when nothing of it is left. */
  stop(): Promise<void>;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;
const steadyMs = 60_000;
/** The first descriptor behind the standard ones. */
const pulseFd = 3;

/**
 * Keeps a process running. Whenever it ends by itself it is started again: after half a second, then twice as
 * long each time, up to 10 s; one that ran for a minute begins anew with the short pause. It prints where we
 * print, and where the system can, it dies with us, however we die.
 */
export function superviseProcess(options: SuperviseOptions): Supervised {
  const now = options.now ?? (() => performance.now());
  const wait = options.wait ?? waitForTimer;
  const stopping = new AbortController();
  const tie = canTie() ? ['setpriv', '--pdeathsig', 'KILL', '--'] : [];
  const [command = options.command, ...args] = [...tie, options.command, ...options.args];
  let running: RunningProcess | null = null;

  async function runOnce(): Promise<Omit<UnexpectedExit, 'restartInMs'>> {
    const over = new AbortController();
    let wasSilent = false;
    try {
      running = startProcess({
        ...{ command, args, inheritsOutput: true },
        env: options.hasPulse ? { ...options.env, WEIREEL_PULSE_FD: String(pulseFd) } : options.env,
        outputPipes: options.hasPulse ? 1 : 0,
      });
      const [pulse] = running.outputs;
      const { pid } = running;
      if (pulse && pid !== null) {
        void waitForSilence(pulse, wait, over.signal).then((isSilent) => {
          if (!isSilent) return;
          wasSilent = true;
          killTree(pid);
        });
      }
      const { code, signal } = await running.ended;
      return { code, signal, reason: null, wasSilent };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { code: null, signal: null, reason, wasSilent };
    } finally {
      over.abort();
    }
  }

  async function keepRunning(): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      const startedAt = now();
      const exit = await runOnce();
      if (stopping.signal.aborted) return;
      if (now() - startedAt >= steadyMs) failures = 0;
      const restartInMs = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
      options.onExit?.({ ...exit, restartInMs });
      try {
        await wait(restartInMs, stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) throw error;
      }
      if (stopping.signal.aborted) return;
    }
  }

  const finished = keepRunning();
  // `stop` reports it; until then a failing call-back must not end our process.
  finished.catch(() => undefined);
  return {
    async stop() {
      stopping.abort();
      await running?.stop({ graceMs: options.graceMs ?? 10_000 });
      await finished;
    },
  };
}

async function waitForTimer(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal });
}
