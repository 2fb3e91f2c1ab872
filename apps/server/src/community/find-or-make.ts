/** Something that is made when it is asked for and is not there yet. */
export interface Makeable<T> {
  /** Looks for it; null: it is not there. */
  find(): Promise<T | null>;
  /** Throws when whoever asks may not have it made. */
  allow(): void;
  /** Makes and keeps it. */
  make(): Promise<T>;
}

/** Gives what a key stands for. */
export type FindOrMake<T> = (key: string, thing: Makeable<T>) => Promise<T>;

/** Things that are made once for all: who asks for one that is being made waits for it. */
export function createFindOrMake<T>(): FindOrMake<T> {
  const underWay = new Map<string, Promise<T>>();

  // It may have been kept between the first look and now: a look that began before that says nothing.
  const make = async (thing: Makeable<T>): Promise<T> => (await thing.find()) ?? thing.make();

  return async (key, thing) => {
    const found = await thing.find();
    if (found !== null) return found;
    const making = underWay.get(key);
    if (making !== undefined) return making;
    thing.allow();
    const begun = make(thing).finally(() => underWay.delete(key));
    underWay.set(key, begun);
    return begun;
  };
}
