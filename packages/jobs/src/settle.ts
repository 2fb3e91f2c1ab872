import { isJobKind, type JobError } from '@weireel/contract';
import { inTransaction, type Database } from '@weireel/db';
import type { JobRow } from '@weireel/db/processing';
import { sql } from 'kysely';
import { deliver, maxClaims } from './enqueue.ts';

/** The attempt is no longer the one that may publish: another claimed the job, or it was cancelled. */
export class AttemptLostError extends Error {
  override readonly name = 'AttemptLostError';
}

/** Thrown by a handler that cannot work now through no fault of the job: it comes back later, and no try is spent. */
export class PostponeError extends Error {
  override readonly name = 'PostponeError';
  /** When it comes back, in milliseconds from now. */
  readonly delayMs: number;

  constructor(message: string, delayMs: number) {
    super(message);
    this.delayMs = delayMs;
  }
}

/** What a claim found. */
export type Claim =
  | { outcome: 'run'; job: JobRow }
  /** Nothing to do: cancelled, already done, or unknown. */
  | { outcome: 'skip' }
  /** It has taken its worker down too often. */
  | { outcome: 'worn_out'; job: JobRow };

/** Claims a delivered job for an attempt. From here on every earlier attempt is fenced off. */
export async function claimJob(
  db: Database,
  options: { jobId: string; attemptId: string; workerId: string },
): Promise<Claim> {
  return db.transaction().execute(async (trx): Promise<Claim> => {
    const job = await trx
      .updateTable('jobs')
      .set({
        state: 'running',
        attempt: sql<number>`attempt + 1`,
        attempt_id: options.attemptId,
        worker_id: options.workerId,
        progress: 0,
        started_at: sql<Date>`now()`,
      })
      .where('id', '=', options.jobId)
      .where('state', 'in', ['waiting', 'running'])
      .returningAll()
      .executeTakeFirst();
    if (!job) return { outcome: 'skip' };
    if (job.cancel_requested) {
      await endJob(trx, job.id, 'cancelled');
      return { outcome: 'skip' };
    }
    // Failures have their own limit; what is left are claims that were followed by silence.
    const silentClaims = job.attempt - job.failures;
    return { outcome: silentClaims > maxClaims ? 'worn_out' : 'run', job };
  });
}

/**
 * Runs a change that only the present attempt may make.
 *
 * @throws AttemptLostError when the attempt is not the present one any more; nothing is changed then
 */
export async function publishAs<T>(
  db: Database,
  attemptId: string,
  change: (trx: Database) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async (trx) => {
    const held = await trx
      .selectFrom('jobs')
      .select('id')
      .where('attempt_id', '=', attemptId)
      .where('state', '=', 'running')
      .where('cancel_requested', '=', false)
      .forUpdate()
      .executeTakeFirst();
    if (!held) throw new AttemptLostError(`attempt ${attemptId} may not publish any more`);
    return change(trx);
  });
}

/** Ends a job whose attempt succeeded. */
export async function settleSuccess(db: Database, attemptId: string): Promise<void> {
  await publishAs(db, attemptId, async (trx) => {
    await trx
      .updateTable('jobs')
      .set({ state: 'done', progress: 1, finished_at: sql<Date>`now()`, error: null })
      .where('attempt_id', '=', attemptId)
      .execute();
  });
}

/** Ends a job whose attempt stopped because it was cancelled. */
export async function settleCancelled(db: Database, jobId: string, attemptId: string): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ state: 'cancelled', finished_at: sql<Date>`now()` })
    .where('id', '=', jobId)
    .where('attempt_id', '=', attemptId)
    .where('cancel_requested', '=', true)
    .execute();
}

/** Gives a claimed job back as if it had not been claimed, to be delivered again after a delay; may say why. */
export async function handBack(
  db: Database,
  options: { job: JobRow; attemptId: string; delayMs: number; error?: JobError },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('jobs')
      .set({
        state: 'waiting',
        attempt: sql<number>`attempt - 1`,
        attempt_id: null,
        worker_id: null,
        ...(options.error && { error: JSON.stringify(options.error) }),
      })
      .where('id', '=', options.job.id)
      .where('attempt_id', '=', options.attemptId)
      .where('state', '=', 'running')
      .returning('kind')
      .executeTakeFirst();
    if (row && isJobKind(row.kind)) await deliver(trx, options.job.id, row.kind, options.delayMs);
  });
}

/**
 * Notes a failed attempt: delivered again after a growing, jittered delay, or dead when its tries are used up.
 *
 * @returns whether the job is dead now
 */
export async function settleFailure(
  trx: Database,
  options: { job: JobRow; error: JobError; final: boolean; random: () => number },
): Promise<boolean> {
  const { job } = options;
  const failures = job.failures + 1;
  const dead = options.final || failures >= job.max_failures || !isJobKind(job.kind);
  await trx
    .updateTable('jobs')
    .set({
      state: dead ? 'dead' : 'waiting',
      failures,
      error: JSON.stringify(options.error),
      ...(dead && { finished_at: sql<Date>`now()` }),
    })
    .where('id', '=', job.id)
    .execute();
  if (!dead && isJobKind(job.kind)) {
    await deliver(trx, job.id, job.kind, retryDelayMs(failures, options.random));
  }
  return dead;
}

/** Gives a dead job new tries. False: it is not dead. */
export async function reviveJob(trx: Database, jobId: string): Promise<boolean> {
  const job = await trx
    .updateTable('jobs')
    .set({
      state: 'waiting',
      attempt: 0,
      failures: 0,
      attempt_id: null,
      cancel_requested: false,
      finished_at: null,
    })
    .where('id', '=', jobId)
    .where('state', '=', 'dead')
    .returningAll()
    .executeTakeFirst();
  if (!job || !isJobKind(job.kind)) return false;
  await deliver(trx, job.id, job.kind, 0);
  return true;
}

/** No delivery is put off for longer. */
export const longestDelayMs = 600_000;

/** 2 s, 4 s, 8 s … up to 10 minutes, each between half and whole. */
function retryDelayMs(failures: number, random: () => number): number {
  const fullMs = Math.min(longestDelayMs, 1000 * 2 ** failures);
  return fullMs * (0.5 + random() / 2);
}

/** Ends a job: one that waits at once, one that runs at the next heartbeat of its worker. False: it has ended. */
export async function cancelJob(trx: Database, jobId: string): Promise<boolean> {
  const job = await trx
    .updateTable('jobs')
    .set({ cancel_requested: true })
    .where('id', '=', jobId)
    .where('state', 'in', ['waiting', 'running'])
    .returning('state')
    .executeTakeFirst();
  if (job?.state === 'waiting') await endJob(trx, jobId, 'cancelled');
  return job !== undefined;
}

async function endJob(trx: Database, jobId: string, state: 'cancelled'): Promise<void> {
  await trx
    .updateTable('jobs')
    .set({ state, finished_at: sql<Date>`now()` })
    .where('id', '=', jobId)
    .execute();
}
