import type { JobPool } from '@weireel/contract';

/** Facts of one kind of job. */
export interface JobKindFacts {
  /** Pool that runs it. */
  pool: JobPool;
  /** Order within the pool, smallest first; a person's further jobs of a kind stand one place behind each other. */
  priority: number;
  /** Failed attempts after which it is dead. */
  maxFailures: number;
}

/** Every kind of background work. */
export const jobKinds = {
  /** Refuse, or make playable, what has arrived of an upload that has not ended. Payload: none. */
  process_early: { pool: 'early', priority: 1000, maxFailures: 2 },
  /** The covers that authors of an asset's videos chose, and its own when that is missing. Payload: none. */
  make_cover: { pool: 'first', priority: 0, maxFailures: 4 },
  /** Probe, first playable, first cover. Payload: none. */
  process_first: { pool: 'first', priority: 1000, maxFailures: 4 },
  /** Remove every byte of a deleted asset. Payload: none. */
  delete_asset: { pool: 'first', priority: 2000, maxFailures: 100 },
  /** The whole ladder and the progressive file. Payload: none. */
  process_ladder: { pool: 'rest', priority: 5000, maxFailures: 4 },
} as const satisfies Record<string, JobKindFacts>;

/** A kind of background work. */
export type JobKind = keyof typeof jobKinds;

/** Whether a string names a kind. */
export function isJobKind(value: string): value is JobKind {
  return Object.hasOwn(jobKinds, value);
}

/** Whether a kind is part of processing: its asset is not done without it. */
export function isProcessing(kind: string): boolean {
  return kind === 'process_first' || kind === 'process_ladder';
}
