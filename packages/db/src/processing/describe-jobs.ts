import type { JobUsage, StageName } from '@weireel/contract';
import { sql } from 'kysely';
import type { Database } from '../engine/connect.ts';
import type { JobRow } from './tables.ts';

/** A job with what people know it by. */
export interface JobWithFacts {
  /** The job. */
  job: JobRow;
  /** Whose share it uses; null: the system's own, or theirs who is gone. */
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
    .leftJoin('assets', (join) =>
      join.onRef('assets.id', '=', 'jobs.subject_id').on('jobs.subject_type', '=', 'asset'),
    )
    .leftJoin('users', 'users.id', 'jobs.owner_id')
    .leftJoin('workers', 'workers.id', 'jobs.worker_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('videos')
          .select(['videos.id', 'videos.title'])
          .where((sub) =>
            sub.or([
              sub('videos.asset_id', '=', sub.ref('assets.id')),
              sub('videos.next_asset_id', '=', sub.ref('assets.id')),
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
          .whereRef('stages.asset_id', '=', 'assets.id')
          .where('stages.state', '=', sql.lit('running'))
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
