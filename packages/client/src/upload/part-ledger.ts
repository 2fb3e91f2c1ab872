import { createSpeedMeter } from './speed-meter.ts';

/** How many bytes are where. */
export interface PartFigures {
  /** Bytes that the server has and keeps. */
  acknowledgedBytes: number;
  /** Bytes that have gone out but are not acknowledged yet. */
  inFlightBytes: number;
  /** Average of the last seconds; null: not known yet. */
  bytesPerSecond: number | null;
}

/** Keeps account of the parts of one file. */
export interface PartLedger {
  /** Whether the server has part n. */
  has(n: number): boolean;
  /** So many bytes of part n are on their way now. */
  send(n: number, sentBytes: number, nowMs: number): void;
  /** Part n is not on its way any more: its try has failed or was stopped. */
  drop(n: number): void;
  /** The server has part n. `sent`: it went out just now, so that it counts for the speed. */
  acknowledge(n: number, sizeBytes: number, sent: boolean, nowMs: number): void;
  /** The server does not have part n after all. */
  takeBack(n: number): void;
  /** Forgets all parts: the upload begins anew. */
  clear(): void;
  /** The figures now. */
  figures(nowMs: number): PartFigures;
}

/** A ledger without parts. */
export function createPartLedger(): PartLedger {
  const acknowledged = new Map<number, number>();
  const inFlight = new Map<number, number>();
  const meter = createSpeedMeter();
  let sentBytes = 0;

  return {
    has: (n) => acknowledged.has(n),
    send(n, bytes, nowMs) {
      inFlight.set(n, bytes);
      meter.record(nowMs, sentBytes + sum(inFlight.values()));
    },
    drop(n) {
      inFlight.delete(n);
    },
    acknowledge(n, sizeBytes, sent, nowMs) {
      acknowledged.set(n, sizeBytes);
      inFlight.delete(n);
      if (!sent) return;
      sentBytes += sizeBytes;
      meter.record(nowMs, sentBytes + sum(inFlight.values()));
    },
    takeBack(n) {
      acknowledged.delete(n);
    },
    clear() {
      acknowledged.clear();
      inFlight.clear();
    },
    figures: (nowMs) => ({
      acknowledgedBytes: sum(acknowledged.values()),
      inFlightBytes: sum(inFlight.values()),
      bytesPerSecond: meter.bytesPerSecond(nowMs),
    }),
  };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
