import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A thread that works until it is told to stop. */
export interface RunningThread<T> {
  /** Tells it so; resolves with what it came to. Rejects when it has failed. */
  stop(): Promise<T>;
}

/**
 * Starts a module in a thread of its own, where nothing of ours is late because of it. It gets `work` as its
 * `workerData`, stops at the first message, and sends one itself: what it came to.
 */
export function startThread<T>(module: URL, work: object): RunningThread<T> {
  const thread = new Worker(module, { workerData: work });
  const answered: Promise<unknown[]> = once(thread, 'message');
  // Heard by whoever stops it.
  answered.catch(() => undefined);
  return {
    async stop() {
      thread.postMessage('stop');
      const [result] = await answered;
      await thread.terminate();
      // as: the module sends nothing else.
      return result as T;
    },
  };
}
