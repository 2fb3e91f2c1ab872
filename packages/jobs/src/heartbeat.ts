import type { Database } from '@weireel/db';
import { sql } from 'kysely';

/** How often a worker shows that it lives. */
export const heartbeatMs = 700;

/** A worker silent for longer is taken to be dead and its jobs are given to others. */
export const silenceMs = 3000;

/** Announces the pools of this process. */
export async function announceWorkers(
  db: Database,
  workers: { ids: string[]; processId: number; host: string },
): Promise<void> {
  await db
    .insertInto('workers')
    .values(workers.ids.map((id) => ({ id, process_id: workers.processId, host: workers.host })))
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ heartbeat_at: sql<Date>`now()` }))
    .execute();
}

/** Forgets the pools of this process at an orderly end. */
export async function withdrawWorkers(db: Database, ids: string[]): Promise<void> {
  await db.deleteFrom('workers').where('id', 'in', ids).execute();
}

/**
 * Removes workers that have been silent too long and makes their deliveries available again. A late one that
 * still runs is fenced off by its attempt id.
 *
 * @returns how many were removed
 */
export async function reapSilentWorkers(db: Database): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const silent = await trx
      .deleteFrom('workers')
      .where('heartbeat_at', '<', sql<Date>`now() - make_interval(secs => ${silenceMs / 1000})`)
      .returning('id')
      .execute();
    if (silent.length === 0) return 0;
    const ids = silent.map((row) => row.id);
    await sql`select graphile_worker.force_unlock_workers(${ids}::text[])`.execute(trx);
    return ids.length;
  });
}

/** Which of these attempts must stop: cancelled, or no longer the present one of their job. */
export async function findLostAttempts(
  db: Database,
  attempts: { jobId: string; attemptId: string }[],
): Promise<Set<string>> {
  if (attempts.length === 0) return new Set();
  const alive = await db
    .selectFrom('jobs')
    .select('attempt_id')
    .where(
      'attempt_id',
      'in',
      attempts.map((attempt) => attempt.attemptId),
    )
    .where('state', '=', 'running')
    .where('cancel_requested', '=', false)
    .execute();
  const aliveIds = new Set(alive.map((row) => row.attempt_id));
  return new Set(attempts.map((attempt) => attempt.attemptId).filter((id) => !aliveIds.has(id)));
}
