import { setTimeout as delay } from 'node:timers/promises';
import type { OwnedServer } from './become-owner.ts';
import type { OwnerLock } from './owner-lock.ts';

/** What standing by for another owner needs. */
export interface StandByOptions {
  /** Whether the other's server answers; takes some seconds when it says nothing. */
  answers: () => Promise<boolean>;
  /** The owner's lock; null while another living process has it. */
  tryLock: () => Promise<OwnerLock | null>;
  /** Starts the server with the lock, which it takes over. */
  becomeOwner: (lock: OwnerLock) => Promise<OwnedServer>;
  /** Told in one sentence what an operator should know. */
  log: (message: string) => void;
}

const lookEveryMs = 1000;
const longestPauseMs = 10_000;

/**
 * Uses the server of another process, and starts it here when that process has ended, however it ended. The lock is
 * tried only when the server does not answer: an owner that is starting its server again keeps it all the while.
 * Of several that stand by one becomes the owner and the others go on.
 */
export function standBy(options: StandByOptions): Pick<OwnedServer, 'stop'> {
  const stopping = new AbortController();
  let owned: OwnedServer | null = null;

  async function watch(): Promise<void> {
    let pauseMs = lookEveryMs;
    while (owned === null) {
      await delay(pauseMs, undefined, { signal: stopping.signal });
      try {
        owned = await tryToSucceed(options);
        pauseMs = lookEveryMs;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        options.log(`the database could not be taken over: ${reason}`);
        pauseMs = Math.min(2 * pauseMs, longestPauseMs);
      }
    }
    options.log('this process has the database now');
  }
  const watching = watch().catch((error: unknown) => {
    // Stopped during a pause.
    if (!stopping.signal.aborted) throw error;
  });
  return {
    async stop() {
      stopping.abort();
      await watching;
      await owned?.stop();
    },
  };
}

/** The server, when nobody else has it. */
async function tryToSucceed(options: StandByOptions): Promise<OwnedServer | null> {
  if (await options.answers()) return null;
  const lock = await options.tryLock();
  if (lock === null) return null;
  options.log('the process that had the database of this data folder has ended; this one takes it over');
  return options.becomeOwner(lock);
}
