const windowMs = 8000;
// Below this the first few kilobytes would make a figure that jumps about.
const leastSpanMs = 1000;

/** Measures bytes per second as an average over the last 8 seconds. */
export interface SpeedMeter {
  /** Takes note of the running total at a time. The total may fall when a part has to be sent again. */
  record(nowMs: number, totalBytes: number): void;
  /** Bytes per second; null while too little is known. */
  bytesPerSecond(nowMs: number): number | null;
}

/** A speed meter that knows nothing yet. */
export function createSpeedMeter(): SpeedMeter {
  let samples: { atMs: number; totalBytes: number }[] = [];

  return {
    record(nowMs, totalBytes) {
      const last = samples.at(-1);
      // One sample per 100 ms is enough, and bounds the list.
      if (last !== undefined && samples.length > 1 && nowMs - last.atMs < 100) last.totalBytes = totalBytes;
      else samples.push({ atMs: nowMs, totalBytes });
    },
    bytesPerSecond(nowMs) {
      const cut = nowMs - windowMs;
      // The newest sample before the window stays: it is the total with which the window begins.
      const firstInside = samples.findIndex((sample) => sample.atMs > cut);
      if (firstInside > 1) samples = samples.slice(firstInside - 1);
      else if (firstInside === -1) samples = samples.slice(-1);
      const first = samples[0];
      const last = samples.at(-1);
      if (first === undefined || last === undefined) return null;
      const spanMs = nowMs - Math.max(first.atMs, cut);
      if (spanMs < leastSpanMs) return null;
      return Math.max(0, ((last.totalBytes - first.totalBytes) * 1000) / spanMs);
    },
  };
}
