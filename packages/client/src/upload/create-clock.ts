import type { Clock } from './ports.ts';

/** What a platform has of time; timers are whatever it starts and cancels. */
export interface Timers<T> {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after so many milliseconds. */
  start(wake: () => void, ms: number): T;
  /** Calls back no more. */
  cancel(timer: T): void;
}

/** Time as the upload engine takes it, made of a platform's timers. */
export function createClock<T>({ now, start, cancel }: Timers<T>): Clock {
  return {
    now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = () => {
          cancel(timer);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const timer = start(wake, ms);
        signal.addEventListener('abort', wake, { once: true });
      }),
  };
}
