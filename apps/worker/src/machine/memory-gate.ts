import { PostponeError } from '@weireel/jobs';

/** What the rule looks at; all in bytes. */
export interface MemoryFacts {
  /** What the job is expected to need. */
  estimateBytes: number;
  /** What the running jobs were expected to need, whether or not they have taken it yet. */
  promisedBytes: readonly number[];
  /** What was available when none of them ran. */
  idleBytes: number;
  /** What is available now. */
  availableBytes: number;
}

/** Left to the database, the server and the page cache. */
const reserveBytes = 256 * 2 ** 20;

/**
 * Whether a job fits beside those that run. One alone always does: on a small machine it may be slow, but it must
 * not wait for ever.
 */
export function fitsIntoMemory(facts: MemoryFacts): boolean {
  const { estimateBytes, promisedBytes, idleBytes, availableBytes } = facts;
  if (promisedBytes.length === 0) return true;
  const unpromised = idleBytes - promisedBytes.reduce((sum, bytes) => sum + bytes, 0);
  // What is available now knows of other programs, but not yet of what was just started.
  return estimateBytes + reserveBytes <= Math.min(unpromised, availableBytes);
}

/** Lets jobs that need much memory run at once as far as it reaches. */
export interface MemoryGate {
  /**
   * Does the work if there is memory for it.
   *
   * @throws PostponeError when there is not
   */
  use<T>(jobId: string, estimateBytes: number, work: () => Promise<T>): Promise<T>;
}

/** How soon a job that did not fit comes back. */
const postponedMs = 3000;
/** A job that has waited this long goes before all that came later, or small ones could keep a large one waiting. */
const longestPassedOverMs = 60_000;
/** A job that has not come back for so long was cancelled, or another worker has it. */
const forgottenMs = 20_000;

/** Makes the gate of a worker. */
export function createMemoryGate(options: {
  /** Memory that programs could still take, in bytes. */
  availableBytes: () => Promise<number>;
  /** Milliseconds since some fixed moment. */
  now: () => number;
}): MemoryGate {
  const running = new Map<symbol, number>();
  const waiting = new Map<string, { sinceMs: number; askedMs: number }>();
  let idleBytes = 0;

  const isBehindAnother = (jobId: string): boolean => {
    const nowMs = options.now();
    for (const [id, { askedMs }] of waiting) if (nowMs - askedMs > forgottenMs) waiting.delete(id);
    const own = waiting.get(jobId)?.sinceMs ?? nowMs;
    return [...waiting.values()].some(
      ({ sinceMs }) => sinceMs < own && nowMs - sinceMs > longestPassedOverMs,
    );
  };

  const enter = async (jobId: string, estimateBytes: number): Promise<symbol> => {
    const availableBytes = await options.availableBytes();
    idleBytes = running.size === 0 ? availableBytes : Math.max(idleBytes, availableBytes);
    const fits = fitsIntoMemory({
      estimateBytes,
      promisedBytes: [...running.values()],
      idleBytes,
      availableBytes,
    });
    if (!fits || (running.size > 0 && isBehindAnother(jobId))) {
      const nowMs = options.now();
      waiting.set(jobId, { sinceMs: waiting.get(jobId)?.sinceMs ?? nowMs, askedMs: nowMs });
      const megabytes = Math.round(estimateBytes / 1e6);
      throw new PostponeError(`job ${jobId} waits for ${megabytes} MB of memory`, postponedMs);
    }
    waiting.delete(jobId);
    const pass = Symbol(jobId);
    running.set(pass, estimateBytes);
    return pass;
  };

  return {
    async use(jobId, estimateBytes, work) {
      const pass = await enter(jobId, estimateBytes);
      try {
        return await work();
      } finally {
        running.delete(pass);
      }
    },
  };
}
