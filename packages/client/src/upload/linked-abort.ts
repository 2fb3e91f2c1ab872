import type { CancelSignal } from '@weireel/contract';
import type { AbortSource, NewAbort } from './ports.ts';

/** An abort source that also fires with its parent, until it is released. */
export interface LinkedAbort extends AbortSource {
  /** Lets go of the parent, which may live much longer. */
  release(): void;
}

/** Makes an abort source that fires when `parent` fires. */
export function linkAbort(newAbort: NewAbort, parent: CancelSignal): LinkedAbort {
  const child = newAbort();
  const follow = () => child.abort();
  if (parent.aborted) child.abort();
  else parent.addEventListener('abort', follow, { once: true });
  return {
    signal: child.signal,
    abort: () => child.abort(),
    release: () => parent.removeEventListener('abort', follow),
  };
}
