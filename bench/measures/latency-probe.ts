import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LatencyWork } from './latency-worker.ts';

/** Requests at a steady pace. */
export interface LatencyProbe {
  /** Ends them; how many milliseconds each took. */
  stop(): Promise<number[]>;
}

/** Starts asking. */
export function startLatencyProbe(work: LatencyWork): LatencyProbe {
  const thread = new Worker(new URL('./latency-worker.ts', import.meta.url), { workerData: work });
  const answered: Promise<unknown[]> = once(thread, 'message');
  // Heard by whoever stops it.
  answered.catch(() => undefined);
  return {
    async stop() {
      thread.postMessage('stop');
      const [tookMs] = await answered;
      // as: the thread sends nothing else.
      return tookMs as number[];
    },
  };
}
