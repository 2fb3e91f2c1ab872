import {
  isSandboxGap,
  type JobPool,
  type JobUsage,
  type SandboxGap,
  type StageName,
} from '@weireel/contract';
import type { Database } from '@weireel/db';
import type { JobRow } from '@weireel/db/processing';
import { sql } from 'kysely';
import { isJobKind, jobKinds } from './kinds.ts';

/** A job with what people know it by. */
export interface JobWithFacts {
  /** The job. */
  job: JobRow;
  /** Whose asset it is about; null: the asset is gone. */
  owner: { id: string; nickname: string } | null;
  /** Video that shows the asset, or will; null: none. */
  video: { id: string; title: string } | null;
  /** What a running job does now; null: it does not say. */
  stage: { name: StageName; progress: number } | null;
  /** What its processes use; null: nothing runs, or it was not measured yet. */
  usage: JobUsage | null;
  /** Length of the media; null: not known. */
  durationMs: number | null;
}

/** Jobs by their ids, in any order, with what people know them by. */
export async function describeJobs(db: Database, ids: string[]): Promise<Map<string, JobWithFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('jobs')
    .leftJoin('assets', 'assets.id', 'jobs.asset_id')
    .leftJoin('users', 'users.id', 'assets.owner_id')
    .leftJoin('workers', 'workers.id', 'jobs.worker_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('videos')
          .select(['videos.id', 'videos.title'])
          .where((sub) =>
            sub.or([
              sub('videos.asset_id', '=', sub.ref('jobs.asset_id')),
              sub('videos.next_asset_id', '=', sub.ref('jobs.asset_id')),
            ]),
          )
          .orderBy('videos.created_at')
          .limit(1)
          .as('video'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('stages')
          .select(['stages.stage', 'stages.progress'])
          .whereRef('stages.asset_id', '=', 'jobs.asset_id')
          .where('stages.state', '=', 'running')
          .where('stages.stage', '!=', 'upload')
          .where('jobs.kind', 'like', 'process_%')
          // The cover is made beside the ladder, by another job.
          .where(
            sql<boolean>`(jobs.kind = 'process_ladder') = (stages.stage in ('ladder', 'derived')
            or stages.stage = 'progressive' and exists (
              select from stages as ladder
              where ladder.asset_id = stages.asset_id and ladder.stage = 'ladder' and ladder.state = 'done'))`,
          )
          .orderBy('stages.started_at', 'desc')
          .limit(1)
          .as('step'),
      (join) => join.onTrue(),
    )
    .selectAll('jobs')
    .select([
      'assets.duration_ms',
      'users.id as user_id',
      'users.nickname',
      'video.id as video_id',
      'video.title',
      'step.stage',
      'step.progress as stage_progress',
      'workers.usage',
    ])
    .where('jobs.id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ duration_ms, user_id, nickname, video_id, title, stage, stage_progress, usage, ...job }) => [
      job.id,
      {
        job,
        owner: user_id === null || nickname === null ? null : { id: user_id, nickname },
        video: video_id === null || title === null ? null : { id: video_id, title },
        stage:
          job.state !== 'running' || stage === null ? null : { name: stage, progress: stage_progress ?? 0 },
        usage: job.state === 'running' ? (usage?.[job.attempt_id ?? ''] ?? null) : null,
        durationMs: duration_ms,
      },
    ]),
  );
}

/** A job that has not ended, as far as the queue is concerned. */
export interface QueuedJob {
  /** Its id. */
  id: string;
  /** Its kind. */
  kind: string;
  /** Asset that it is about. */
  assetId: string | null;
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
    .select(['id', 'kind', 'asset_id', 'state'])
    .where('state', 'in', ['running', 'waiting'])
    .orderBy('state')
    .orderBy('priority')
    .orderBy('created_at')
    .orderBy('id')
    .limit(mostJobs)
    .execute();
  const queue: Record<JobPool, PoolQueue> = {
    early: { slots: 0, jobs: [] },
    first: { slots: 0, jobs: [] },
    rest: { slots: 0, jobs: [] },
  };
  for (const { pool, slots } of places) queue[pool].slots = Number(slots);
  for (const { id, kind, asset_id, state } of rows) {
    if (!isJobKind(kind)) continue;
    queue[jobKinds[kind].pool].jobs.push({ id, kind, assetId: asset_id, isRunning: state === 'running' });
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
      slots: { early: 0, first: 0, rest: 0 },
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
