import type { StageName, StageState } from '@weireel/contract';
import { stageNames } from '@weireel/contract/plain';

/** A step of a pipeline as far as an estimate needs it. */
export interface StageFactsForEstimate {
  /** Which. */
  stage: StageName;
  /** Where it stands. */
  state: StageState;
  /** How far it is, 0–1; 0 also for steps that do not say. */
  progress: number;
  /** How long it has been running; null: it has not begun. */
  runningMs: number | null;
}

/** How long each step usually takes here; null: there is no experience yet. */
export type UsualMs = (stage: StageName, durationMs: number) => number | null;

/** What is to be estimated. */
export interface EstimateInput {
  /** Steps of the pipeline. */
  stages: StageFactsForEstimate[];
  /** Length of the media; null: not known yet. */
  durationMs: number | null;
  /** How long steps usually take. */
  usualMs: UsualMs;
  /** How long the job that waits still stands in the queue; 0: none waits; null: nobody knows. */
  queueMs: number | null;
}

/** How long processing still takes. */
export interface Estimate {
  /** By stage, for those that run; a running stage that is missing is anybody's guess. */
  stages: Partial<Record<StageName, number>>;
  /** Until everything is done; null: nothing is left, or nobody knows. */
  totalMs: number | null;
}

/** Speed counts from here on; before, one hiccup would decide. */
const watchMs = 1500;
const watchShare = 0.02;
/** From this progress on, speed alone decides; below, experience has its say. */
const trustShare = 0.25;
/** Nothing is promised below a second. */
const leastMs = 1000;
/** Made beside the ladder, while nobody waits for it. */
const besides: readonly StageName[] = ['poster'];

/**
 * Estimates how long processing still takes: running stages by their own speed, mixed at the beginning with what
 * is usual for media of this length; waiting ones by what is usual; and the wait in the queue.
 */
export function estimateRemaining({ stages, durationMs, usualMs, queueMs }: EstimateInput): Estimate {
  const result: Estimate = { stages: {}, totalMs: null };
  let totalMs: number | null = queueMs;
  let isOpen = false;
  for (const stage of stages) {
    if (stage.state !== 'running' && stage.state !== 'waiting') continue;
    const usual = durationMs === null ? null : usualMs(stage.stage, durationMs);
    const stageMs = stage.state === 'running' ? restOfRunning(stage, usual) : usual;
    if (stage.state === 'running' && stageMs !== null) result.stages[stage.stage] = Math.round(stageMs);
    if (besides.includes(stage.stage)) continue;
    isOpen = true;
    totalMs = totalMs === null || stageMs === null ? null : totalMs + stageMs;
  }
  if (isOpen && totalMs !== null) result.totalMs = Math.round(Math.max(leastMs, totalMs));
  return result;
}

function restOfRunning({ progress, runningMs }: StageFactsForEstimate, usual: number | null): number | null {
  const spentMs = Math.max(0, runningMs ?? 0);
  const byExperience = usual === null ? null : Math.max(leastMs, usual - spentMs);
  const isSpeedKnown = spentMs >= watchMs && progress >= watchShare;
  if (!isSpeedKnown) return byExperience;
  const bySpeed = (spentMs / progress) * (1 - progress);
  const trust = byExperience === null ? 1 : Math.min(1, progress / trustShare);
  return Math.max(leastMs, trust * bySpeed + (1 - trust) * (byExperience ?? 0));
}

/** Every clip takes a moment, however short: it counts as this much longer. */
const overheadMs = 4000;

/** One step that ended well: how long it took for how long a clip. */
export interface Experience {
  /** Which step. */
  stage: StageName;
  /** How long it took. */
  tookMs: number;
  /** Length of the clip. */
  durationMs: number;
}

/** Makes an expectation of experience: the middle pace of each stage. */
export function usualOf(experiences: readonly Experience[]): UsualMs {
  const paces = new Map<StageName, number>();
  for (const stage of stageNames) {
    const sorted = experiences
      .filter((experience) => experience.stage === stage)
      .map(({ tookMs, durationMs }) => tookMs / (durationMs + overheadMs))
      .sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)];
    if (middle !== undefined) paces.set(stage, middle);
  }
  return (stage, durationMs) => {
    const pace = paces.get(stage);
    return pace === undefined ? null : pace * (durationMs + overheadMs);
  };
}

/**
 * How long a job waits that stands behind others: places become free as running jobs end, and those ahead take
 * them in their order.
 *
 * @param slots places of the pool, over all living workers
 * @param runningMs what the running jobs still take; null: nobody knows
 * @param aheadMs what the jobs ahead will take, in their order; null: nobody knows
 * @returns null when nobody works, or something that must be known is not
 */
export function queueWait(
  slots: number,
  runningMs: readonly (number | null)[],
  aheadMs: readonly (number | null)[],
): number | null {
  if (slots <= 0) return null;
  const isFree = runningMs.length + aheadMs.length < slots;
  if (isFree) return 0;
  const free: number[] = [];
  for (const ms of runningMs) {
    if (ms === null) return null;
    free.push(ms);
  }
  while (free.length < slots) free.push(0);
  for (const ms of aheadMs) {
    if (ms === null) return null;
    free.sort((a, b) => a - b);
    free[0] = (free[0] ?? 0) + ms;
  }
  free.sort((a, b) => a - b);
  // A worker that gets fewer places keeps what it runs: the first to become free are not ours.
  return free[free.length - slots] ?? 0;
}
