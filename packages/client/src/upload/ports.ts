import type { CancelSignal } from '@weireel/contract';

/** Time, as the platform has it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or as soon as the signal fires; never rejects. */
  sleep(ms: number, signal: CancelSignal): Promise<void>;
}

/** A signal and the means to fire it; every `AbortController` is one. */
export interface AbortSource {
  /** The signal to hand out. */
  readonly signal: CancelSignal;
  /** Fires the signal; firing again does nothing. */
  abort(): void;
}

/** Makes an abort source: `() => new AbortController()`. */
export type NewAbort = () => AbortSource;

/** SHA-256 of bytes as 64 lower-case hex digits. */
export type HashBytes = (bytes: Uint8Array) => Promise<string>;

/** Random number, at least 0 and below 1: `Math.random`. */
export type Random = () => number;
