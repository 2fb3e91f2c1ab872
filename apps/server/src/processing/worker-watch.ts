import type { WorkerReplacement } from '@weireel/contract';
import type { UnexpectedExit } from '@weireel/process';

/** What this process knows of the worker that it keeps running. */
export interface WorkerWatch {
  /** Whether this server keeps a worker; others may run elsewhere. */
  isKept: boolean;
  /** When the server began to wait for its worker, in milliseconds since 1970. */
  sinceMs: number;
  /** The last time that the worker was replaced; null: never since this server started. */
  lastReplaced(): WorkerReplacement | null;
  /** Notes an end that nobody asked for. */
  noteExit(exit: UnexpectedExit): void;
}

/** Watches a worker. */
export function createWorkerWatch(isKept: boolean, now: () => number): WorkerWatch {
  let last: WorkerReplacement | null = null;
  return {
    isKept,
    sinceMs: now(),
    lastReplaced: () => last,
    noteExit({ wasSilent, reason }) {
      const why = wasSilent ? 'silent' : reason === null ? 'ended' : 'not_started';
      last = { at: new Date(now()).toISOString(), why };
    },
  };
}
