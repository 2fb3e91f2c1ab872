import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessEnd } from './spawn-postgres.ts';
import type { RunningServer } from './start-server.ts';

/** What keeping a server running needs. */
export interface KeepRunningOptions {
  /** Starts the server and waits until it answers; told whether the last one was killed. */
  start: (isAfterCrash: boolean) => Promise<RunningServer>;
  /** Whether the server that is started first follows one that was killed. */
  isAfterCrash: boolean;
  /** Told in one sentence what an operator should know. */
  log: (message: string) => void;
  /** Pause between two looks at whether it answers, in milliseconds. Default: a look takes 15 s in vain, so that a
   *  server is given up after a minute. */
  lookEveryMs?: number;
}

/** So many looks in vain, one after the other. Counted rather than timed: this process may have been stopped itself. */
const mostSilences = 3;
const usualLookEveryMs = 5000;
const firstPauseMs = 200;
const longestPauseMs = 10_000;

/**
 * Starts a server and starts it again whenever it ends although nobody stopped it, as when the system was short of
 * memory. One that says nothing for a minute is killed, and so started again as well. Rejects when the very first
 * start fails.
 */
export async function keepRunning(options: KeepRunningOptions): Promise<Pick<RunningServer, 'stop'>> {
  const { start, log } = options;
  const stopping = new AbortController();
  let server = await start(options.isAfterCrash);

  async function restart(): Promise<void> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      await delay(pauseMs, undefined, { signal: stopping.signal });
      try {
        server = await start(true);
        // Stopped while it was starting.
        if (stopping.signal.aborted) await server.stop();
        else log('PostgreSQL was started again');
        return;
      } catch (error) {
        log(
          `PostgreSQL could not be started again: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }
  async function killWhenSilent(watched: RunningServer, over: AbortSignal): Promise<void> {
    for (let silences = 0; silences < mostSilences;) {
      await delay(options.lookEveryMs ?? usualLookEveryMs, undefined, { signal: over });
      silences = (await watched.isSilent()) ? silences + 1 : 0;
    }
    if (over.aborted) return;
    log('PostgreSQL has said nothing for a minute and is killed');
    watched.kill();
  }
  async function endOf(watched: RunningServer): Promise<ProcessEnd> {
    const over = new AbortController();
    const looking = killWhenSilent(watched, AbortSignal.any([over.signal, stopping.signal])).catch(
      (error: unknown) => {
        // The pause between two looks was cut short.
        if (!over.signal.aborted && !stopping.signal.aborted) throw error;
      },
    );
    const end = await watched.ended;
    over.abort();
    await looking;
    return end;
  }
  async function watch(): Promise<void> {
    for (;;) {
      const end = await endOf(server);
      if (stopping.signal.aborted) return;
      log(`PostgreSQL ended (${end.reason}) and is started again`);
      await restart();
    }
  }
  const watching = watch().catch((error: unknown) => {
    // Stopped during a pause: nothing runs then.
    if (!stopping.signal.aborted) throw error;
  });
  return {
    async stop() {
      stopping.abort();
      await server.stop();
      await watching;
    },
  };
}
