import { AsyncLocalStorage } from 'node:async_hooks';

/** For whom something is done, and what it holds of the database meanwhile. */
export interface Asker {
  /** Who it is: a person or a place. Everything done for one name shares its turns at the database. */
  readonly name: string;
  /** Connections that this one piece of work holds now. */
  held: number;
}

const askers = new AsyncLocalStorage<Asker>();

/**
 * Does a piece of work for somebody: its statements take turns with those for others, and nobody holds more than their
 * share of the connections. Work for nobody is the house's own.
 *
 * @param name a person's id or the place a request comes from; made up by strangers it would be worth nothing
 */
export function askFor<T>(name: string, work: () => T): T {
  return askers.run({ name, held: 0 }, work);
}

/** For whom the code at hand works; null: for the house. */
export function currentAsker(): Asker | null {
  return askers.getStore() ?? null;
}
