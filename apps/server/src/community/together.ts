import type { Wishes } from '@weireel/db/community';

/** Writes a person's wish about a thing, and tells what is so then. */
export type WriteWish<T> = (thingId: string, userId: string, wish: boolean) => Promise<T>;

/**
 * Writes about one thing that come while another is being written wait for it and are then written together: a video
 * that hundreds like in a second takes one connection and one change of its counter at a time, instead of a queue for
 * the counter in which all connections stand. Of a person's wishes, the last one counts.
 *
 * @param write writes wishes about a thing, by person, in one transaction
 */
export function writeTogether<T>(write: (thingId: string, wishes: Wishes) => Promise<T>): WriteWish<T> {
  const waiting = new Map<string, Batch<T>>();

  async function run(thingId: string, first: Batch<T>): Promise<void> {
    let batch: Batch<T> | undefined = first;
    while (batch !== undefined) {
      // From now on others gather in the next one.
      const next: Batch<T> = newBatch();
      waiting.set(thingId, next);
      await write(thingId, batch.wishes).then(batch.resolve, batch.reject);
      batch = next.wishes.size > 0 ? next : undefined;
    }
    waiting.delete(thingId);
  }

  return (thingId, userId, wish) => {
    const gathering = waiting.get(thingId);
    const batch = gathering ?? newBatch<T>();
    batch.wishes.set(userId, wish);
    if (gathering === undefined) void run(thingId, batch);
    return batch.written;
  };
}

interface Batch<T> {
  wishes: Map<string, boolean>;
  written: Promise<T>;
  resolve: (answer: T) => void;
  reject: (reason: unknown) => void;
}

function newBatch<T>(): Batch<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  // Of a batch that nobody joins nothing is heard; whoever joins hears of it themselves.
  promise.catch(() => {});
  return { wishes: new Map(), written: promise, resolve, reject };
}
