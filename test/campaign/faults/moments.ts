import { EventEmitter, once } from 'node:events';
import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StageName } from '@weireel/contract';
import type { FaultClips } from './fault-clips.ts';
import type { FaultPoint } from './fault-points.ts';
import { startTrial, type Trial, type TrialOptions } from './trial.ts';

/** A file that was published. */
export interface PublishedFile {
  /** Its name and the title of its video. */
  fileName: string;
  /** The asset that it became. */
  assetId: string;
}

/** A moment at which something is to go wrong. */
export interface Aim {
  /** Names the files. */
  label: string;
  /** When. */
  point: FaultPoint;
  /** How far into it, from 0 to 1. */
  random: () => number;
}

/** What became of an aim. */
export interface Aimed {
  /** All that was published for it. */
  published: PublishedFile[];
  /** How long after the moment had begun it went wrong, in milliseconds. */
  afterMs: number;
  /** Whether the moment lasted still. */
  isHit: boolean;
}

/** A trial whose moments can be met. */
export interface TimedTrial extends Trial {
  /**
   * Publishes a file and lets something go wrong at a moment of its life; another file when the moment is over too
   * soon. `hurt` tells whether the moment lasted when it acted, and may leave it when it is not the last chance.
   */
  hurtAt(
    aim: Aim,
    hurt: (lasts: () => Promise<boolean>, isLastChance: boolean) => Promise<boolean>,
  ): Promise<Aimed>;
  /** Waits until nothing is worked on; what is wrong then, in words. */
  converge(published: PublishedFile[], isDeleted: boolean): Promise<string[]>;
}

/** Far more than it takes to recover from anything. */
const longestWaitMs = 180_000;
const mostAims = 4;
/** About how long the moments last that are no stages. */
const shortMomentsMs = { complete: 30, delete: 60 };

/**
 * Starts a trial and measures how long its moments last while nothing goes wrong.
 *
 * @throws Error when a clip does not become ready even so
 */
export async function startTimedTrial(
  options: Omit<TrialOptions, 'onRequest'> & { clips: FaultClips },
): Promise<TimedTrial> {
  const { clips } = options;
  const requests = new EventEmitter();
  const trial = await startTrial({
    ...options,
    onRequest: (method, path) => requests.emit(`${method} ${path.split('/').at(-1) ?? ''}`),
  });
  const { observer } = trial;
  const lengths = await measureStages(trial, clips).catch(async (error: unknown) => {
    await trial.dispose();
    throw error;
  });
  const lengthOf = ({ moment, clip }: FaultPoint): number =>
    moment === 'complete' || moment === 'delete'
      ? shortMomentsMs[moment]
      : (lengths.get(clip)?.get(moment) ?? 0);

  async function lasts({ moment }: FaultPoint, assetId: string): Promise<boolean> {
    if (moment === 'delete') return (await observer.remains(assetId)).length > 0;
    return observer.isRunning(assetId, moment === 'complete' ? 'upload' : moment);
  }

  async function look(published: PublishedFile[], isDeleted: boolean): Promise<string[]> {
    const found: string[] = [];
    for (const { fileName, assetId } of published) {
      if (isDeleted) {
        await observer.idle();
        found.push(...(await observer.remains(assetId)));
      } else {
        const faults = await trial.faultsOf(await trial.settled(fileName));
        found.push(...faults.map((fault) => `${fileName}: ${fault}`));
      }
    }
    return [...found, ...(await trial.faults())];
  }

  return {
    ...trial,
    async hurtAt({ label, point, random }, hurt) {
      const { moment, clip } = point;
      const file = clips[clip];
      const published: PublishedFile[] = [];
      for (let aim = 1; ; aim += 1) {
        const isLastChance = aim === mostAims;
        const fileName = `${label}-${aim} ${moment}${extname(file)}`;
        const afterMs = Math.round((random() * lengthOf(point)) / aim);
        const begun = moment === 'complete' ? once(requests, 'POST complete') : null;
        await trial.publish(file, fileName);
        const assetId = await observer.assetOf(fileName);
        published.push({ fileName, assetId });
        if (moment === 'delete') {
          await trial.settled(fileName);
          await trial.deleted(fileName, assetId);
        } else if (begun !== null) {
          await begun;
        } else if (moment !== 'complete' && !(await observer.stageRuns(assetId, moment)) && !isLastChance) {
          continue;
        }
        await pause(afterMs);
        const isHit = await hurt(() => lasts(point, assetId), isLastChance);
        if (isHit || isLastChance) return { published, afterMs, isHit };
      }
    },
    async converge(published, isDeleted) {
      const isOver = new AbortController();
      try {
        return await Promise.race([
          look(published, isDeleted),
          pause(longestWaitMs, [`nothing has converged after ${longestWaitMs / 1000} s`], {
            signal: isOver.signal,
          }),
        ]);
      } finally {
        isOver.abort();
      }
    },
  };
}

/** How long the stages of each clip take while nothing goes wrong. */
async function measureStages(
  trial: Trial,
  clips: FaultClips,
): Promise<Map<string, ReadonlyMap<StageName, number>>> {
  const lengths = new Map<string, ReadonlyMap<StageName, number>>();
  for (const [clip, file] of Object.entries({ ...clips })) {
    const fileName = `unharmed ${clip}${extname(file)}`;
    await trial.publish(file, fileName);
    const faults = await trial.faultsOf(await trial.settled(fileName));
    if (faults.length > 0) throw new Error(`${fileName} without any fault: ${faults.join('; ')}`);
    lengths.set(clip, await trial.observer.stageLengths(await trial.observer.assetOf(fileName)));
  }
  return lengths;
}
