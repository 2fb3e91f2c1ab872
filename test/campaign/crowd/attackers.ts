// All attacks at once, in a thread of their own, because honest people measure how long their calls take.
import { parentPort, workerData } from 'node:worker_threads';
import type { AttackWork } from './attack.ts';
import { attacks } from './attacks.ts';
import type { AttackTally } from './start-attackers.ts';

// as: `startAttackers` is the only one who starts this.
const work = workerData as AttackWork;
const free = [...work.accounts];
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());

const tallies = await Promise.all(
  Object.entries(attacks).map(async ([name, attack]): Promise<AttackTally> => {
    const ends: Record<string, number> = {};
    const note = (end: number | string): void => {
      ends[end] = (ends[end] ?? 0) + 1;
    };
    const takeOne = () => {
      const one = free.pop();
      if (one === undefined) throw new RangeError('there are too few accounts for all attacks');
      return one;
    };
    const failure = await attack({ ...work, takeOne, signal: stop.signal, note }).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    return { name, ends, failure };
  }),
);
parentPort?.postMessage(tallies);
