import type { CancelSignal } from '@weireel/contract';
import type { Pace } from './pace.ts';
import { temporaryReason, type Retry, type Wait, type WaitReason } from './retry.ts';
import type { Clock, NewAbort } from './ports.ts';
import { watchSilence, type Watched } from './silence.ts';

/** How one call is made. */
export interface PatientOptions {
  /** Cancels the call and its retries. */
  signal: CancelSignal;
  /** How long it may be silent before it counts as lost, in milliseconds. */
  mayBeSilentMs: number;
  /** Why an error may pass by itself. Absent: `temporaryReason`. */
  reasonOf?: (error: unknown) => WaitReason | null;
  /** Lets each try out when it may go. Absent: at once. */
  pace?: Pace;
}

/** Makes the calls of one upload with retries, and knows whether anything moves. */
export interface RetryingCalls {
  /** Makes a call until it succeeds, fails for good or is cancelled. */
  call<T>(options: PatientOptions, make: (watched: Watched) => Promise<T>): Promise<T>;
  /** Counts a piece of work as under way until it ends. */
  work<T>(piece: () => Promise<T>): Promise<T>;
  /** The next try, when every piece of work that is under way waits for one; null: something moves. */
  waiting(): Wait | null;
}

const atOnce: Pace = (send) => send();

/** Patient calls; `changed` is told when a wait begins or ends. */
export function createRetryingCalls(
  tools: { clock: Clock; newAbort: NewAbort; retry: Retry },
  changed: () => void,
): RetryingCalls {
  // A call that failed counts as waiting until something moves again, not just until its next try: the state
  // would flicker otherwise.
  const waits = new Map<object, Wait>();
  let busy = 0;

  return {
    async call({ signal, mayBeSilentMs, reasonOf = temporaryReason, pace = atOnce }, make) {
      const place = {};
      const moves = () => {
        if (waits.delete(place)) changed();
      };
      const attempt = () =>
        pace(() =>
          watchSilence(tools, { signal, mayBeSilentMs }, (watched) =>
            make({
              signal: watched.signal,
              heard: (ms) => {
                watched.heard(ms);
                moves();
              },
            }),
          ),
        );
      const onWait = (wait: Wait) => {
        waits.set(place, wait);
        changed();
      };
      try {
        return await tools.retry.run(attempt, { signal, reasonOf, onWait });
      } finally {
        moves();
      }
    },
    async work(piece) {
      busy++;
      try {
        return await piece();
      } finally {
        busy--;
      }
    },
    waiting() {
      if (waits.size < busy) return null;
      let soonest: Wait | null = null;
      for (const wait of waits.values()) {
        if (soonest === null || wait.retryAtMs < soonest.retryAtMs) soonest = wait;
      }
      return soonest;
    },
  };
}
