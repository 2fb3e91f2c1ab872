/** Test support: handlers that do as they are told. */
import { jobKinds } from '@weireel/contract';
import type { Attempt, JobHandler, JobHandlers } from '../worker.ts';

/** Handlers that run everything by one function and leave nothing behind when a job dies. */
export function handlersOf(
  run: (attempt: Attempt) => Promise<void>,
  more: Partial<JobHandler> = {},
): JobHandlers {
  const handler: JobHandler = {
    run,
    describe: (error) => ({
      error: { code: 'processing_failed', message: error instanceof Error ? error.message : String(error) },
      final: false,
    }),
    onDead: () => Promise.resolve(),
    ...more,
  };
  const kinds = Object.keys(jobKinds);
  return Object.fromEntries(kinds.map((kind) => [kind, handler])) as JobHandlers; // one for each of the very table
}

/** Waits until an attempt must stop, then rejects with the reason. */
export function untilAborted(attempt: Attempt): Promise<never> {
  return new Promise((_resolve, reject) => {
    // The reason is the error that the worker gave.
    const stop = (): void => reject(attempt.signal.reason as Error);
    if (attempt.signal.aborted) stop();
    else attempt.signal.addEventListener('abort', stop, { once: true });
  });
}
