import type { CancelSignal, ErrorCode } from '@weireel/contract';
import { ApiError } from '../api-error.ts';
import { TransportError } from '../transport.ts';
import { linkAbort } from './linked-abort.ts';
import type { AbortSource, Clock, NewAbort, Random } from './ports.ts';

/**
 * Why a call is tried again. `network`: no answer. `busy`: the server is away or asked to slow down. `fault`:
 * the server failed. `damage`: bytes changed on the way.
 */
export type WaitReason = 'network' | 'busy' | 'fault' | 'damage';

/** A pause before the next try. */
export interface Wait {
  /** Why the last try failed. */
  reason: WaitReason;
  /** When the next try begins, in milliseconds since 1970. */
  retryAtMs: number;
}

// Networks come back and restarts end, so those go on until the upload expires. A fault that stays is a bug of
// the server, and bytes that always change are a broken machine: both deserve to be told.
const mostTries: Record<WaitReason, number> = { network: Infinity, busy: Infinity, fault: 10, damage: 5 };
const firstDelayMs = 1000;
const mostDelayMs = 30_000;
/** A server that asks for more is asked again after this; timers of 2³¹ ms and more would end at once. */
const mostAskedMs = 3_600_000;

const busyCodes = new Set<ErrorCode>(['rate_limited', 'unavailable', 'upload_completing']);

/** Why an error may pass by itself; null: it will not. */
export function temporaryReason(error: unknown): WaitReason | null {
  if (error instanceof TransportError) return 'network';
  if (!(error instanceof ApiError)) return null;
  if (busyCodes.has(error.code)) return 'busy';
  // The line was too slow or broke: another try may meet a better one.
  if (error.code === 'part_too_slow' || error.code === 'part_cut_off') return 'network';
  return error.code === 'internal' ? 'fault' : null;
}

/**
 * How long to wait after the nth failure in a row (from 1): doubling, half of it by chance, at most 30 s; longer where
 * the server asks for it, up to an hour.
 */
export function backoffMs(failures: number, random: number, retryAfterMs: number | null): number {
  const ceiling = Math.min(mostDelayMs, firstDelayMs * 2 ** (failures - 1));
  return Math.max(Math.min(retryAfterMs ?? 0, mostAskedMs), Math.round(ceiling * (0.5 + random / 2)));
}

/** How one call is retried. */
export interface RetryOptions {
  /** Ends the retries; the call then rejects with its last error. */
  signal: CancelSignal;
  /** Why an error may pass by itself; null: it will not. Absent: `temporaryReason`. */
  reasonOf?: (error: unknown) => WaitReason | null;
  /** Told before each wait. */
  onWait?: (wait: Wait) => void;
}

/** Repeats calls that failed for a passing reason. */
export interface Retry {
  /** Makes a call until it succeeds, fails for good or is cancelled; then rejects with its last error. */
  run<T>(call: () => Promise<T>, options: RetryOptions): Promise<T>;
  /** Ends all waits at once: the network is back, or the person said «now». */
  wake(): void;
}

/** A retrier over a clock and chance. */
export function createRetry(tools: { clock: Clock; random: Random; newAbort: NewAbort }): Retry {
  const { clock, random, newAbort } = tools;
  const sleepers = new Set<AbortSource>();

  return {
    wake() {
      for (const sleeper of sleepers) sleeper.abort();
    },
    async run(call, { signal, reasonOf = temporaryReason, onWait }) {
      const failures: Record<WaitReason, number> = { network: 0, busy: 0, fault: 0, damage: 0 };
      for (let tries = 1; ; tries++) {
        try {
          return await call();
        } catch (error) {
          const reason = reasonOf(error);
          if (signal.aborted || reason === null || ++failures[reason] >= mostTries[reason]) throw error;
          const asked = error instanceof ApiError ? error.retryAfterMs : null;
          const delayMs = backoffMs(tries, random(), asked);
          onWait?.({ reason, retryAtMs: clock.now() + delayMs });
          await sleep(delayMs, signal);
          // Not a later error: what the signal means is known to whoever fired it.
          if (signal.aborted) throw error;
        }
      }
    },
  };

  async function sleep(ms: number, signal: CancelSignal): Promise<void> {
    const sleeper = linkAbort(newAbort, signal);
    sleepers.add(sleeper);
    try {
      await clock.sleep(ms, sleeper.signal);
    } finally {
      sleepers.delete(sleeper);
      sleeper.release();
    }
  }
}
