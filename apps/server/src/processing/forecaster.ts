import { jobKinds, processingKinds, type JobPool } from '@weireel/contract';
import type { Database } from '@weireel/db';
import { describeJobs, listExperience, type JobWithFacts } from '@weireel/db/processing';
import type { StageFacts } from '@weireel/db/videos';
import { readQueue, type PoolQueue, type QueuedJob } from '@weireel/jobs';
import {
  estimateRemaining,
  isProcessing,
  queueWait,
  usualOf,
  type Estimate,
  type StageFactsForEstimate,
  type UsualMs,
} from '@weireel/processing';
import { cacheFor } from '../cache-for.ts';

/** Says how long processing of an asset still takes, as things stand. */
export interface Forecast {
  /** Estimates for one asset, from its steps and the length of its media. */
  of(asset: { id: string; durationMs: number | null }, stages: readonly StageFacts[]): Estimate;
}

/** Looks at queue and experience, and makes forecasts of them. */
export interface Forecaster {
  /** The present forecast; nothing is asked of the database more than once a second. */
  now(): Promise<Forecast>;
}

const queueMemoryMs = 1000;
const experienceMemoryMs = 30_000;

/** Makes a forecaster that keeps what it has learned for a moment. */
export function createForecaster(db: Database, now: () => number): Forecaster {
  const usual = cacheFor(experienceMemoryMs, now, async () => usualOf(await listExperience(db)));
  const queue = cacheFor(queueMemoryMs, now, async () => {
    const pools = await readQueue(db);
    const ids = Object.values(pools).flatMap(({ jobs }) => jobs.map(({ id }) => id));
    return { pools, facts: await describeJobs(db, ids) };
  });
  return {
    async now() {
      const [usualMs, { pools, facts }] = await Promise.all([usual(), queue()]);
      return {
        of(asset, stages) {
          return estimateRemaining({
            stages: stages.map((stage) => factsOf(stage, now())),
            durationMs: asset.durationMs,
            usualMs,
            queueMs: waitOf(asset.id, poolsOf(stages), pools, (job) =>
              jobMs(facts.get(job.id), usualMs, now()),
            ),
          });
        },
      };
    },
  };
}

function factsOf(stage: StageFacts, nowMs: number): StageFactsForEstimate {
  return {
    stage: stage.stage,
    state: stage.state,
    progress: stage.progress,
    runningMs: stage.started_at === null ? null : nowMs - stage.started_at.getTime(),
  };
}

/** The pools of the jobs that an asset with these steps waits for: of the first one, and of those with steps to make. */
function poolsOf(stages: readonly StageFacts[]): JobPool[] {
  const open = stages.filter(({ state }) => state === 'waiting' || state === 'running');
  return processingKinds
    .map((kind) => jobKinds[kind])
    .filter((kind, n) => n === 0 || open.some(({ stage }) => kind.stages.some((made) => made === stage)))
    .map(({ pool }) => pool);
}

/** How long an asset's job waits; behind the first job comes the ladder's, which is not in its queue yet. */
function waitOf(
  assetId: string,
  needed: readonly JobPool[],
  pools: Record<JobPool, PoolQueue>,
  msOf: (job: QueuedJob) => number | null,
): number | null {
  let sumMs: number | null = 0;
  for (const pool of needed) {
    const { jobs, slots } = pools[pool];
    const at = jobs.findIndex((job) => job.subject.id === assetId && isProcessing(job.kind));
    const isRunning = jobs[at]?.isRunning === true;
    const isBehind = pool === 'first' && at === -1;
    if (isRunning || isBehind) continue;
    const others = at === -1 ? jobs : jobs.slice(0, at);
    const runningMs = jobs.filter((job) => job.isRunning).map(msOf);
    const aheadMs = others.filter((job) => !job.isRunning).map(msOf);
    const waitMs = queueWait(slots, runningMs, aheadMs);
    sumMs = sumMs === null || waitMs === null ? null : sumMs + waitMs;
  }
  return sumMs;
}

/** What a job takes from now on; null: nobody knows. */
function jobMs(facts: JobWithFacts | undefined, usualMs: UsualMs, nowMs: number): number | null {
  const kind = facts && processingKinds.find((one) => one === facts.job.kind);
  if (facts === undefined || kind === undefined) return 0;
  const { job, durationMs, stage } = facts;
  // What waits to be looked at has no length yet; it is taken to be short.
  const lengthMs = durationMs ?? 0;
  // When nothing is known of how far it is, all of it is still to come.
  const { stages } = jobKinds[kind];
  const from = Math.max(
    0,
    stages.findIndex((name) => name === stage?.name),
  );
  return estimateRemaining({
    stages: stages.slice(from).map((name) => ({
      stage: name,
      state: name === stage?.name ? 'running' : 'waiting',
      progress: name === stage?.name ? stage.progress : 0,
      runningMs: job.started_at === null ? null : nowMs - job.started_at.getTime(),
    })),
    durationMs: lengthMs,
    usualMs,
    queueMs: 0,
  }).totalMs;
}
