import {
  isJobKind,
  isSandboxGap,
  jobKinds,
  ofEachPool,
  type JobPool,
  type JobSubject,
  type SandboxGap,
} from '@weireel/contract';
import type { Database } from '@weireel/db';
import { sql } from 'kysely';

/** A job that has not ended, as far as the queue is concerned. */
export interface QueuedJob {
  /** Its id. */
  id: string;
  /** Its kind. */
  kind: string;
  /** What it is about. */
  subject: JobSubject;
  /** Whether it runs. */
  isRunning: boolean;
}

/** One pool's part of the queue. */
export interface PoolQueue {
  /** Places, over all living workers. */
  slots: number;
  /** Running jobs, then waiting ones in their order. */
  jobs: QueuedJob[];
}

/** Most jobs that are looked at: behind them, places are not counted. */
const mostJobs = 2000;

/** What runs and waits now, by pool. */
export async function readQueue(db: Database): Promise<Record<JobPool, PoolQueue>> {
  const places = await db
    .selectFrom('workers')
    .select((eb) => ['pool', eb.fn.sum<number>('slots').as('slots')])
    .groupBy('pool')
    .execute();
  const rows = await db
    .selectFrom('jobs')
    .select(['id', 'kind', 'subject_type', 'subject_id', 'state'])
    .where('state', 'in', ['running', 'waiting'])
    .orderBy('state')
    .orderBy('priority')
    .orderBy('created_at')
    .orderBy('id')
    .limit(mostJobs)
    .execute();
  const queue = ofEachPool((): PoolQueue => ({ slots: 0, jobs: [] }));
  for (const { pool, slots } of places) queue[pool].slots = Number(slots);
  for (const { id, kind, subject_type: type, subject_id, state } of rows) {
    if (!isJobKind(kind)) continue;
    queue[jobKinds[kind].pool].jobs.push({
      id,
      kind,
      subject: { type, id: subject_id },
      isRunning: state === 'running',
    });
  }
  return queue;
}

/** A living worker process. */
export interface LivingWorker {
  /** Machine that it runs on. */
  host: string;
  /** Its process id there. */
  processId: number;
  /** Since when. */
  startedAt: Date;
  /** When it last showed that it lives. */
  heartbeatAt: Date;
  /** Places by pool. */
  slots: Record<JobPool, number>;
  /** What a program in the sandbox could do on its machine, as far as this version knows such a thing. */
  sandboxGaps: SandboxGap[];
}

/**
 * Worker processes that live.
 *
 * @param silenceMs those whose last heartbeat is longer ago are left out: only another worker would remove their rows
 */
export async function listWorkers(db: Database, silenceMs: number): Promise<LivingWorker[]> {
  const rows = await db
    .selectFrom('workers')
    .selectAll()
    .where('heartbeat_at', '>', sql<Date>`now() - make_interval(secs => ${silenceMs / 1000})`)
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  const byProcess = new Map<string, LivingWorker>();
  for (const row of rows) {
    const key = `${row.host} ${row.process_id}`;
    const worker = byProcess.get(key) ?? {
      host: row.host,
      processId: row.process_id,
      startedAt: row.started_at,
      heartbeatAt: row.heartbeat_at,
      slots: ofEachPool(() => 0),
      sandboxGaps: row.sandbox_gaps.filter(isSandboxGap),
    };
    worker.slots[row.pool] += row.slots;
    if (row.heartbeat_at > worker.heartbeatAt) worker.heartbeatAt = row.heartbeat_at;
    byProcess.set(key, worker);
  }
  return [...byProcess.values()];
}

/** How many jobs are dead. */
export async function countDeadJobs(db: Database): Promise<number> {
  const row = await db
    .selectFrom('jobs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'dead')
    .executeTakeFirstOrThrow();
  return row.count;
}
