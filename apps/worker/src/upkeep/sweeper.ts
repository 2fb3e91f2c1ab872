import { sweep, type SweepOptions, type SweepReport } from '@weireel/upkeep';

const sweepMs = 30_000;
/** A thorough sweep reads the names of all blobs: every six hours, by a count that no clock can put off. */
const thoroughEvery = (6 * 3600_000) / sweepMs;
/** An unfinished multipart blob of this age has its row, or never will. */
const youngMs = 10 * 60_000;

/** What the sweeper works with. */
export interface SweeperOptions extends Pick<SweepOptions, 'db' | 'blobs' | 'newId'> {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Told of blobs that this version does not understand, once of each; they stay. */
  onUnknownBlobs: (unknown: SweepReport['unknownBlobs']) => void;
  /** Told why a sweep failed; the next one tries again. */
  onError: (error: unknown) => void;
}

/** Sweeps every half minute, and thoroughly every six hours; returns its stop. */
export function startSweeper(options: SweeperOptions): () => Promise<void> {
  const { db, blobs, newId, now } = options;
  let sweeping: Promise<void> | null = null;
  let count = 0;
  const once = async (): Promise<void> => {
    count += 1;
    try {
      const { unknownBlobs } = await sweep({
        ...{ db, blobs, newId, nowMs: now(), youngMs },
        isThorough: count % thoroughEvery === 0,
      });
      if (unknownBlobs.count > 0) options.onUnknownBlobs(unknownBlobs);
    } catch (error) {
      options.onError(error);
    }
  };
  const timer = setInterval(() => {
    sweeping ??= once().finally(() => (sweeping = null));
  }, sweepMs);
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}
