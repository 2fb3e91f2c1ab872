import { startThread, type RunningThread } from '../../start-thread.ts';
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

/** Lets all attacks begin, in a thread; stopped, they come to a tally each. */
export function startAttackers(work: AttackWork): RunningThread<AttackTally[]> {
  return startThread(new URL('./attackers.ts', import.meta.url), work);
}
