/** Values by key, of which only the most recently used are kept. */
export interface Recent<T> {
  /** The value of a key; it counts as used now. */
  get(key: string): T | undefined;
  /** Puts a value, and forgets the one that has not been used for longest when there are too many. */
  set(key: string, value: T): void;
  /** Forgets a value. */
  delete(key: string): void;
  /** Forgets all values of which something is so. */
  deleteWhere(isSo: (value: T) => boolean): void;
}

/** How long values are good. */
export interface Lifetime {
  /** Milliseconds from when one was put. */
  keptMs: number;
  /** A clock that never jumps. */
  elapsedMs: () => number;
}

const always: Lifetime = { keptMs: Infinity, elapsedMs: () => 0 };

/**
 * An empty memory for so many values: what strangers can add to must not grow without end.
 *
 * @param lifetime past which a value is not given any more. Default: it does not end
 */
export function createRecent<T>(capacity: number, { keptMs, elapsedMs }: Lifetime = always): Recent<T> {
  // A map goes through its keys in the order in which they were added.
  const values = new Map<string, { value: T; untilMs: number }>();
  const put = (key: string, kept: { value: T; untilMs: number }): void => {
    values.delete(key);
    values.set(key, kept);
  };
  return {
    get(key) {
      const kept = values.get(key);
      if (kept === undefined || kept.untilMs <= elapsedMs()) return undefined;
      put(key, kept);
      return kept.value;
    },
    set(key, value) {
      put(key, { value, untilMs: elapsedMs() + keptMs });
      if (values.size <= capacity) return;
      for (const oldest of values.keys()) {
        values.delete(oldest);
        break;
      }
    },
    delete: (key) => void values.delete(key),
    deleteWhere(isSo) {
      for (const [key, { value }] of values) if (isSo(value)) values.delete(key);
    },
  };
}
