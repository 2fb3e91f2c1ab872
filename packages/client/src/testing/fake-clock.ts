import type { Clock } from '../upload/ports.ts';

/** A clock whose time passes only while nothing else happens. */
export interface FakeClock extends Clock {
  /** Stops time for good: whoever sleeps sleeps for ever, like the timers of a killed process. */
  stop(): void;
}

/** A fake clock. `afterOthers` calls back when all that is ready to run has run: `setImmediate`. */
export function createFakeClock(afterOthers: (callback: () => void) => void): FakeClock {
  const sleepers = new Set<{ untilMs: number; wake: () => void }>();
  let nowMs = Date.UTC(2026, 10, 20);
  let isTicking = false;
  let isStopped = false;

  const tick = () => {
    isTicking = false;
    if (isStopped) return;
    const [first] = [...sleepers].sort((a, b) => a.untilMs - b.untilMs);
    if (first === undefined) return;
    nowMs = Math.max(nowMs, first.untilMs);
    first.wake();
    keepTicking();
  };
  const keepTicking = () => {
    if (isTicking || isStopped) return;
    isTicking = true;
    afterOthers(tick);
  };

  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = () => {
          sleepers.delete(sleeper);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { untilMs: nowMs + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener('abort', wake, { once: true });
        keepTicking();
      }),
    stop() {
      isStopped = true;
    },
  };
}
