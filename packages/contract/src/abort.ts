/** The part of `AbortSignal` that pure packages need; every platform's own signal fits it. */
export interface CancelSignal {
  /** Whether cancellation was asked for. */
  readonly aborted: boolean;
  /** Why, when it was. */
  readonly reason?: unknown;
  /** Calls back once on cancellation. */
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  /** Takes the call-back away. */
  removeEventListener(type: 'abort', listener: () => void): void;
}
