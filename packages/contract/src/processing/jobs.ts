import { hourMs, NoPayload, type JobKindFacts } from '../job-kind.ts';

const ofAsset = {
  ...({ subject: 'asset', payload: NoPayload } as const),
  ...({ isCancellable: true, inOrderOfSubjects: false } as const),
};

/** Work that makes something of sources. Far below each limit, what FFmpeg may take is bounded by the clip's length. */
export const processingJobs = {
  /** Refuse, or make playable, what has arrived of an upload that has not ended. */
  process_early: { ...ofAsset, pool: 'early', priority: 1000, maxFailures: 2, timeLimitMs: 30 * hourMs },
  /** The covers that authors of an asset's videos chose, and its own when that is missing. */
  make_cover: { ...ofAsset, pool: 'first', priority: 0, maxFailures: 4, timeLimitMs: 24 * hourMs },
  /** Probe, first playable, first cover. */
  process_first: {
    ...{ ...ofAsset, pool: 'first', priority: 1000, maxFailures: 4, timeLimitMs: 240 * hourMs },
    stages: ['probe', 'first_playable', 'poster'],
  },
  /**
   * The whole ladder and the progressive file. It is asked for when an upload has become playable, and a long one,
   * though sent first, does so last.
   */
  process_ladder: {
    ...{ ...ofAsset, pool: 'rest', priority: 5000, maxFailures: 4, timeLimitMs: 480 * hourMs },
    inOrderOfSubjects: true,
    stages: ['ladder', 'progressive', 'derived'],
  },
} as const satisfies Record<string, JobKindFacts>;

/** Kinds that are part of processing: their asset is not done without them. */
export const processingKinds = [
  'process_first',
  'process_ladder',
] as const satisfies (keyof typeof processingJobs)[];
