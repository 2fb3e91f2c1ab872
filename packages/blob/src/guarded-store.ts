import type { BlobStore } from './blob-store.ts';

/**
 * The same store, for tests: every call to it throws while `isForbidden` says so, as within a database transaction.
 * Whatever else becomes of the call, `onBreach` is told of it, so that a caller who catches the error hides nothing.
 */
export function guardStore<S extends BlobStore>(
  store: S,
  isForbidden: () => boolean,
  onBreach: (error: Error) => void,
): S {
  return new Proxy(store, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        if (!isForbidden()) return Reflect.apply(member, target, args);
        const error = new Error(`${String(name)} of the blob store was called within a transaction`);
        onBreach(error);
        throw error;
      };
    },
  });
}
