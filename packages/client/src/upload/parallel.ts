import type { CancelSignal } from '@weireel/contract';
import { TransportError } from '../transport.ts';
import { linkAbort } from './linked-abort.ts';
import type { NewAbort } from './ports.ts';

/**
 * Works on items, `limit` at a time. The first failure stops the others; it is thrown when all of them have
 * ended.
 */
export async function inParallel<T>(
  items: Iterable<T>,
  options: { limit: number; signal: CancelSignal; newAbort: NewAbort },
  work: (item: T, signal: CancelSignal) => Promise<void>,
): Promise<void> {
  const group = linkAbort(options.newAbort, options.signal);
  const queue = items[Symbol.iterator]();
  let failure: { error: unknown } | undefined;
  const worker = async () => {
    for (let next = queue.next(); next.done !== true && !group.signal.aborted; next = queue.next()) {
      try {
        await work(next.value, group.signal);
      } catch (error) {
        // Those that are stopped by the first failure fail as well; they are not news.
        failure ??= { error };
        group.abort();
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: options.limit }, worker));
  } finally {
    group.release();
  }
  if (failure !== undefined) throw failure.error;
  if (options.signal.aborted) throw new TransportError('The work was cancelled');
}
