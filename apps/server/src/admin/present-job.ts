import { isJobKind, jobKinds, type Job } from '@weireel/contract';
import type { JobWithFacts } from '@weireel/db/processing';
import type { PoolQueue } from '@weireel/jobs';

/** A job as administrators see it. */
export function presentJob(facts: JobWithFacts, place: number | null): Job {
  const { job, owner, video, stage, usage } = facts;
  return {
    id: job.id,
    kind: job.kind,
    pool: isJobKind(job.kind) ? jobKinds[job.kind].pool : null,
    assetId: job.subject_id,
    owner,
    video,
    state: job.state,
    cancellable: !isJobKind(job.kind) || jobKinds[job.kind].isCancellable,
    place,
    stage: stage?.name ?? null,
    attempt: job.attempt,
    failures: job.failures,
    maxAttempts: job.max_failures,
    progress: stage?.progress ?? job.progress,
    usage,
    error: job.error,
    createdAt: job.created_at.toISOString(),
    startedAt: job.started_at?.toISOString() ?? null,
    finishedAt: job.finished_at?.toISOString() ?? null,
  };
}

/** Places of waiting jobs in their pool's queue, from 1. */
export function placesOf(pools: Iterable<PoolQueue>): Map<string, number> {
  const places = new Map<string, number>();
  for (const { jobs } of pools) {
    jobs.filter(({ isRunning }) => !isRunning).forEach(({ id }, index) => places.set(id, index + 1));
  }
  return places;
}
