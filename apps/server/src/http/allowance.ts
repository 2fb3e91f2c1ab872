import { WeireelError, type ErrorCode } from '@weireel/contract';
import { createRecent } from './recent.ts';

/** What each key may use at once, and how fast that comes back. */
export interface AllowanceOptions {
  /** Keys that are remembered. */
  capacity: number;
  /** Uses at once. */
  burst: number;
  /** Time in which one more use is allowed. */
  everyMs: number;
}

/** Something that each key may use now and then. */
export interface Allowance {
  /** Milliseconds until the key may use it; 0: now. */
  waitMs(key: string): number;
  /** Uses it. */
  use(key: string): void;
  /**
   * Uses it, if the key may.
   *
   * @param code what a refusal is called. Default `rate_limited`
   * @throws WeireelError of that code while it may not
   */
  spend(key: string, code?: ErrorCode): void;
  /** Takes a use back. */
  giveBack(key: string): void;
}

/**
 * An unused allowance: the generic cell rate algorithm (ITU-T I.371), which remembers one time for each key.
 *
 * @param elapsedMs a clock that never jumps
 */
export function createAllowance(
  { capacity, burst, everyMs }: AllowanceOptions,
  elapsedMs: () => number,
): Allowance {
  /** When everything will have come back. */
  const wholeAtMs = createRecent<number>(capacity);
  const shift = (key: string, byMs: number): void =>
    wholeAtMs.set(key, Math.max(wholeAtMs.get(key) ?? 0, elapsedMs()) + byMs);
  const waitMs = (key: string): number =>
    Math.max(0, (wholeAtMs.get(key) ?? 0) - elapsedMs() - (burst - 1) * everyMs);
  const use = (key: string): void => shift(key, everyMs);
  return {
    ...{ waitMs, use },
    spend(key, code = 'rate_limited') {
      const retryAfterMs = waitMs(key);
      if (retryAfterMs > 0) throw new WeireelError(code, { retryAfterMs });
      use(key);
    },
    giveBack: (key) => shift(key, -everyMs),
  };
}
