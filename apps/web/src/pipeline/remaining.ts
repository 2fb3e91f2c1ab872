/** Estimates how long something that reports its progress still takes. */
export interface RemainingEstimator {
  /** Notes progress (0–1) of a thing; gives the rest in milliseconds, or null while that is anybody's guess. */
  observe(thing: string, progress: number, nowMs: number): number | null;
}

interface Observed {
  sinceMs: number;
  from: number;
  progress: number;
  estimatedAtMs: number;
  remainingMs: number | null;
}

const watchMs = 1500;
const watchShare = 0.02;

/** An estimator that measures by this device's own clock, since the server's may differ. */
export function createRemainingEstimator(): RemainingEstimator {
  const records = new Map<string, Observed>();

  return {
    observe(thing, progress, nowMs) {
      const record = records.get(thing);
      if (record === undefined || progress < record.progress) {
        records.set(thing, {
          sinceMs: nowMs,
          from: progress,
          progress,
          estimatedAtMs: nowMs,
          remainingMs: null,
        });
        return null;
      }
      if (progress > record.progress) {
        record.progress = progress;
        const spentMs = nowMs - record.sinceMs;
        const done = progress - record.from;
        if (spentMs >= watchMs && done >= watchShare) {
          record.remainingMs = (spentMs / done) * (1 - progress);
          record.estimatedAtMs = nowMs;
        }
      }
      if (record.remainingMs === null) return null;
      // Without news the estimate counts down, but promises nothing below a second.
      return Math.max(1000, record.remainingMs - (nowMs - record.estimatedAtMs));
    },
  };
}
