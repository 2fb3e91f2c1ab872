import { startThread, type RunningThread } from '../../test/start-thread.ts';
import type { LatencyWork } from './latency-worker.ts';

/** Starts asking at a steady pace, until stopped; it comes to how many milliseconds each request took. */
export function startLatencyProbe(work: LatencyWork): RunningThread<number[]> {
  return startThread(new URL('./latency-worker.ts', import.meta.url), work);
}
