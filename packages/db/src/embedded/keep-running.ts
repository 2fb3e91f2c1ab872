import { setTimeout as delay } from 'node:timers/promises';
import type { RunningServer } from './start-server.ts';

/** What keeping a server running needs. */
export interface KeepRunningOptions {
  /** Starts the server and waits until it answers; told whether the last one was killed. */
  start: (isAfterCrash: boolean) => Promise<RunningServer>;
  /** Whether the server that is started first follows one that was killed. */
  isAfterCrash: boolean;
  /** Told in one sentence what an operator should know. */
  log: (message: string) => void;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;

/**
 * Starts a server and starts it again whenever it ends although nobody stopped it, as when the system was short of
 * memory. Rejects when the very first start fails.
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
  async function watch(): Promise<void> {
    for (;;) {
      const end = await server.ended;
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
