import { setTimeout as pause } from 'node:timers/promises';
import type { Newcomer } from './newcomers.ts';

/** What attackers have to work with. Plain data: it goes to a thread. */
export interface AttackWork {
  /** Address of the server. */
  url: string;
  /** A public video that everybody watches. */
  videoId: string;
  /** Sign-in name of somebody whose password is guessed. */
  victim: string;
  /** Accounts of the attackers: each attack takes its own from them. */
  accounts: Newcomer[];
}

/** Attackers while they are at it. */
export interface Attackers extends AttackWork {
  /** An account that no other attack uses; throws when there is none left. */
  takeOne(): Newcomer;
  /** Aborted when they have to stop. */
  signal: AbortSignal;
  /** Notes how something ended: a status or a word. */
  note(end: number | string): void;
}

/** Something that goes on until its signal is aborted, and notes how each of its tries ended. */
export type Attack = (attackers: Attackers) => Promise<void>;

/** A try every so many milliseconds, as long as no more than `atMost` are unanswered; what breaks is noted. */
export async function repeatedly(
  { signal, note }: Attackers,
  pace: { everyMs: number; atMost: number },
  attempt: (n: number) => Promise<number | string>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  for (let n = 0; !signal.aborted; n += 1) {
    if (underWay.size < pace.atMost) {
      const one = attempt(n).then(note, () => note('broken off'));
      underWay.add(one);
      void one.finally(() => underWay.delete(one));
    }
    await pause(pace.everyMs, undefined, { signal }).catch(() => {});
  }
  await Promise.all(underWay);
}
