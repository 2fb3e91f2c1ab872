import type { CancelSignal } from '@weireel/contract';
import { TransportError } from '../transport.ts';
import { linkAbort } from './linked-abort.ts';
import type { Clock, NewAbort } from './ports.ts';

/** What a watched call is given. */
export interface Watched {
  /** Fires when the call is cancelled or has been silent for too long. */
  signal: CancelSignal;
  /** Says that something moved; from now on it may be silent for `mayBeSilentMs`. */
  heard(mayBeSilentMs: number): void;
}

/**
 * Makes a call and gives it up with a `TransportError` when nothing is heard of it for too long: a connection
 * whose other end vanished can hang for hours.
 */
export function watchSilence<T>(
  tools: { clock: Clock; newAbort: NewAbort },
  options: { signal: CancelSignal; mayBeSilentMs: number },
  call: (watched: Watched) => Promise<T>,
): Promise<T> {
  const { clock, newAbort } = tools;
  const request = linkAbort(newAbort, options.signal);
  const watch = newAbort();
  let silentUntilMs = clock.now() + options.mayBeSilentMs;
  const heard = (mayBeSilentMs: number) => {
    silentUntilMs = clock.now() + mayBeSilentMs;
  };

  return new Promise<T>((resolve, reject) => {
    const end = () => {
      watch.abort();
      request.release();
      options.signal.removeEventListener('abort', cancelled);
    };
    // Not left to the transport: one that ignores its signal would hold up a pause for ever.
    const giveUp = (why: string) => {
      end();
      request.abort();
      reject(new TransportError(why));
    };
    const cancelled = () => giveUp('The request was cancelled');
    const keepWatch = async () => {
      while (!watch.signal.aborted) {
        const leftMs = silentUntilMs - clock.now();
        if (leftMs <= 0) return giveUp('Nothing was heard for too long');
        await clock.sleep(leftMs, watch.signal);
      }
    };
    if (options.signal.aborted) return cancelled();
    options.signal.addEventListener('abort', cancelled, { once: true });
    call({ signal: request.signal, heard }).then(resolve, reject).finally(end);
    keepWatch().catch(reject);
  });
}
