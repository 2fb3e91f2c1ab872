/** Runs work of one name after the other, in the order of the calls; that of different names at once. */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Turns of which none is taken. */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<void>>();

  return async (name, work) => {
    const before = last.get(name);
    const { promise: done, resolve: end } = Promise.withResolvers<void>();
    last.set(name, done);
    try {
      await before;
      return await work();
    } finally {
      if (last.get(name) === done) last.delete(name);
      end();
    }
  };
}
