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

/** An empty memory for so many values: what strangers can add to must not grow without end. */
export function createRecent<T>(capacity: number): Recent<T> {
  // A map goes through its keys in the order in which they were added.
  const values = new Map<string, T>();
  const put = (key: string, value: T): void => {
    values.delete(key);
    values.set(key, value);
  };
  return {
    get(key) {
      const value = values.get(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    set(key, value) {
      put(key, value);
      if (values.size <= capacity) return;
      for (const oldest of values.keys()) {
        values.delete(oldest);
        break;
      }
    },
    delete: (key) => void values.delete(key),
    deleteWhere(isSo) {
      for (const [key, value] of values) if (isSo(value)) values.delete(key);
    },
  };
}
