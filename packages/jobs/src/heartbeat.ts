import { isJobKind, type JobPool, type JobUsage, type SandboxGap } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { sql } from 'kysely';
import { deliver } from './enqueue.ts';
import { longestDelayMs } from './settle.ts';

/** How often a worker shows that it lives. */
export const heartbeatMs = 700;

/** A worker silent for longer is taken to be dead and its jobs are given to others. */
export const silenceMs = 3000;

/** The pools of a process. */
export interface Announcement {
  /** One for each pool. */
  pools: { id: string; pool: JobPool; slots: number }[];
  /** Its process id. */
  processId: number;
  /** Machine that it runs on. */
  host: string;
  /** What the processes of its attempts use, by attempt id. */
  usage: Record<string, JobUsage>;
  /** What a program in the sandbox could do on its machine. */
  sandboxGaps: SandboxGap[];
}

/** Announces the pools of this process, or says that they live. */
export async function announceWorkers(db: Database, announcement: Announcement): Promise<void> {
  const { pools, processId, host, sandboxGaps } = announcement;
  if (pools.length === 0) return;
  const usage = JSON.stringify(announcement.usage);
  await db
    .insertInto('workers')
    .values(pools.map((pool) => ({ ...pool, process_id: processId, host, usage, sandbox_gaps: sandboxGaps })))
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ heartbeat_at: sql<Date>`now()`, usage }))
    .execute();
}

/** Forgets the pools of this process at an orderly end, with deliveries that they may still hold. */
export async function withdrawWorkers(db: Database, ids: string[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('workers').where('id', 'in', ids).execute();
    await sql`select graphile_worker.force_unlock_workers(${ids}::text[])`.execute(trx);
  });
}

/**
 * Forgets what was written by a clock that has been set back since: a sign of life in the future would keep a dead
 * worker alive, and a delivery in the future would wait, both until the clock comes there again.
 *
 * @param options.wentBack whether this worker saw the clock go back just now: then no delivery waits for its time
 */
export async function forgetFutureTimes(db: Database, options: { wentBack: boolean }): Promise<void> {
  await db
    .updateTable('workers')
    .set({ heartbeat_at: sql<Date>`now()` })
    .where('heartbeat_at', '>', sql<Date>`now() + interval '1 second'`)
    .execute();
  const latest = sql<Date>`now() + make_interval(secs => ${options.wentBack ? 0 : (2 * longestDelayMs) / 1000})`;
  await sql`
    update graphile_worker._private_jobs
    set run_at = least(run_at, now()),
      locked_at = case when locked_at is not null then least(locked_at, now()) end
    where run_at > ${latest} or locked_at > now() + interval '1 second'`.execute(db);
}

/** The time of the database, in milliseconds since 1970. */
export async function readDatabaseTime(db: Database): Promise<number> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db);
  return rows[0]?.now.getTime() ?? 0;
}

/**
 * Removes workers that have been silent too long and makes their deliveries available again, with those of
 * workers that died before they were announced. A late one that still runs is fenced off by its attempt id.
 *
 * @returns how many were removed
 */
export async function reapSilentWorkers(db: Database): Promise<number> {
  const limit = sql<Date>`now() - make_interval(secs => ${silenceMs / 1000})`;
  return db.transaction().execute(async (trx) => {
    const silent = await trx
      .deleteFrom('workers')
      .where('heartbeat_at', '<', limit)
      .returning('id')
      .execute();
    const unknown = await sql<{ id: string }>`
      select distinct locked_by as id from graphile_worker.jobs
      where locked_at < ${limit} and locked_by not in (select id from workers)`.execute(trx);
    const ids = [...new Set([...silent, ...unknown.rows].map((row) => row.id))];
    if (ids.length > 0) {
      await sql`select graphile_worker.force_unlock_workers(${ids}::text[])`.execute(trx);
      // The queue's own wake-up call; without it they would be found at the next poll.
      await sql`select pg_notify('jobs:insert', ${JSON.stringify({ count: ids.length })})`.execute(trx);
    }
    return ids.length;
  });
}

/**
 * Delivers unfinished jobs again that the queue does not know. A late worker that was taken to be dead removes the
 * delivery of who took over from it; when that one dies as well, nothing would bring the job back. After a
 * restore, the queue is empty.
 *
 * @returns how many were delivered
 */
export async function redeliverLostJobs(db: Database): Promise<number> {
  const lost = await listUndeliveredJobs(db);
  for (const { id, kind } of lost) if (isJobKind(kind)) await deliver(db, id, kind, 0);
  return lost.length;
}

/** Unfinished jobs that the queue does not know and no living worker has. */
export async function listUndeliveredJobs(db: Database): Promise<{ id: string; kind: string }[]> {
  const rows = await sql<{ id: string; kind: string }>`
    select jobs.id, jobs.kind from jobs
    left join graphile_worker.jobs as deliveries on deliveries.key = jobs.id
    left join workers on workers.id = jobs.worker_id and jobs.state = 'running'
    where jobs.state in ('waiting', 'running') and deliveries.id is null and workers.id is null`.execute(db);
  return rows.rows;
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
