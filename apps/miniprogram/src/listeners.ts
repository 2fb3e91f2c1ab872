/** Those who want to hear of something. */
export interface Listeners {
  /** Adds one; gives the way to take it back. */
  add(listener: () => void): () => void;
  /** Tells all of them. */
  tell(): void;
}

/** Nobody yet. */
export function createListeners(): Listeners {
  const all = new Set<() => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell() {
      for (const listener of [...all]) listener();
    },
  };
}
