import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { AttackWork } from './attack.ts';

/** How the tries of one attack ended. */
export interface AttackTally {
  /** What the attack does. */
  name: string;
  /** How often each end came: a status, or a word. */
  ends: Record<string, number>;
  /** Why it could not be carried out; null: it was. */
  failure: string | null;
}

/** Attackers at work. */
export interface RunningAttackers {
  /** Ends them; what each attack came to. */
  stop(): Promise<AttackTally[]>;
}

/** Lets all attacks begin, in a thread. */
export function startAttackers(work: AttackWork): RunningAttackers {
  const thread = new Worker(new URL('./attackers.ts', import.meta.url), { workerData: work });
  const answered: Promise<unknown[]> = once(thread, 'message');
  // Heard by whoever stops them.
  answered.catch(() => undefined);
  return {
    async stop() {
      thread.postMessage('stop');
      const [tallies] = await answered;
      await thread.terminate();
      // as: the thread sends nothing else.
      return tallies as AttackTally[];
    },
  };
}
