import { EventEmitter, once } from 'node:events';
import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StageName } from '@weireel/contract';
import { killAll } from '../../process-tree.ts';
import { createRandom, shuffled } from '../../seeded-random.ts';
import { listBelow } from '../../server-processes.ts';
import type { FaultClips } from './fault-clips.ts';
import { killMatrix, type KillPoint, type KillTarget } from './kill-points.ts';
import { startTrial, type Trial } from './trial.ts';

/** What became of one kill. */
export interface KillRecord extends KillPoint {
  /** Which, from 1. */
  n: number;
  /** What was killed. */
  target: KillTarget;
  /** How long after the moment had begun, in milliseconds. */
  afterMs: number;
  /** Whether the moment lasted still. */
  isHit: boolean;
  /** Seconds from the kill until everything had converged. */
  recoverySeconds: number;
  /** What was wrong then, in words; empty when all was well. */
  faults: string[];
}

/** Options of `runKills`. */
export interface KillOptions {
  /** Where the server keeps its data. */
  dataFolder: string;
  /** Where files wait that are to be published. */
  inbox: string;
  /** What is published. */
  clips: FaultClips;
  /** How many kills. */
  kills: number;
  /** Chooses order and moments. */
  seed: number;
  /** Tells a person what is going on. */
  say: (message: string) => void;
  /** Ends it when aborted. */
  signal: AbortSignal;
}

/** Far more than it takes to recover from anything. */
const patienceMs = 180_000;
/** A moment that is over before the kill is waited for again with another file this often. */
const mostAims = 4;
/** About how long the moments last that are no stages. */
const shortMomentsMs = { complete: 30, delete: 60 };

/** Kills processes at every stage, one kill at a time, and looks after each whether everything has converged. */
export async function runKills(options: KillOptions): Promise<KillRecord[]> {
  const { kills, seed, say } = options;
  const random = createRandom(seed);
  const requests = new EventEmitter();
  const trial = await startTrial({
    ...options,
    onRequest: (method, path) => requests.emit(`${method} ${path.split('/').at(-1) ?? ''}`),
  });
  const records: KillRecord[] = [];
  const plan = Array.from({ length: Math.ceil(kills / killMatrix.length) }, () =>
    shuffled(killMatrix, random),
  );
  const lengths = await measureStages(trial, options.clips);
  for (const [index, { target, ...point }] of plan.flat().slice(0, kills).entries()) {
    options.signal.throwIfAborted();
    const n = index + 1;
    const record = await killOnce(trial, requests, {
      n,
      point,
      target,
      clips: options.clips,
      lengths,
      random,
    });
    records.push(record);
    const { moment, clip, afterMs, isHit, recoverySeconds, faults } = record;
    const what = `kill ${n}/${kills}: ${target} at ${moment} (${clip}) after ${afterMs} ms${isHit ? '' : ', missed'}`;
    say([`${what}: ${recoverySeconds.toFixed(1)} s`, ...faults].join('\n  '));
  }
  records.at(-1)?.faults.push(...(await trial.end()));
  return records;
}

/** How long the stages of each clip take when nobody is killed. */
async function measureStages(
  trial: Trial,
  clips: FaultClips,
): Promise<Map<string, ReadonlyMap<StageName, number>>> {
  const lengths = new Map<string, ReadonlyMap<StageName, number>>();
  for (const [clip, file] of Object.entries({ ...clips })) {
    const fileName = `unharmed ${clip}${extname(file)}`;
    await trial.publish(file, fileName);
    const faults = await trial.faultsOf(await trial.settled(fileName));
    if (faults.length > 0) throw new Error(`${fileName} without any kill: ${faults.join('; ')}`);
    lengths.set(clip, await trial.observer.stageLengths(await trial.observer.assetOf(fileName)));
  }
  return lengths;
}

interface Kill {
  n: number;
  point: KillPoint;
  target: KillTarget;
  clips: FaultClips;
  lengths: ReadonlyMap<string, ReadonlyMap<StageName, number>>;
  random: () => number;
}

async function killOnce(trial: Trial, requests: EventEmitter, kill: Kill): Promise<KillRecord> {
  const { n, point, target, random } = kill;
  const { moment, clip } = point;
  const file = kill.clips[clip];
  const lengthMs =
    moment === 'complete' || moment === 'delete'
      ? shortMomentsMs[moment]
      : (kill.lengths.get(clip)?.get(moment) ?? 0);
  const published: { fileName: string; assetId: string }[] = [];
  let afterMs = 0;
  let isHit = false;
  for (let aim = 1; aim <= mostAims && !isHit; aim += 1) {
    const fileName = `${n}-${aim} ${moment} ${target}${extname(file)}`;
    afterMs = Math.round((random() * lengthMs) / aim);
    const begun = moment === 'complete' ? once(requests, 'POST complete') : Promise.resolve();
    await trial.publish(file, fileName);
    const assetId = await trial.observer.assetOf(fileName);
    published.push({ fileName, assetId });
    if (moment === 'complete') await begun;
    else if (moment === 'delete') await deleteSettled(trial, fileName, assetId);
    else if (!(await trial.observer.stageRuns(assetId, moment))) continue;
    await pause(afterMs);
    isHit = await strike(trial, target, () => lasts(trial, moment, assetId), aim === mostAims);
  }
  const struckMs = performance.now();
  if (target === 'server' || target === 'everything') await trial.startAgain();
  const faults = await converge(trial, published, moment === 'delete');
  return {
    n,
    ...point,
    target,
    afterMs,
    isHit,
    recoverySeconds: (performance.now() - struckMs) / 1000,
    faults,
  };
}

/** Lets a video become ready and asks for its deletion, of which only the acknowledgement is waited for. */
async function deleteSettled(trial: Trial, fileName: string, assetId: string): Promise<void> {
  await trial.settled(fileName);
  await trial.deleted(fileName, assetId);
}

async function lasts(trial: Trial, moment: KillPoint['moment'], assetId: string): Promise<boolean> {
  if (moment === 'delete') return (await trial.observer.remains(assetId)).length > 0;
  return trial.observer.isRunning(assetId, moment === 'complete' ? 'upload' : moment);
}

/** Kills if the moment lasts, or if this is the last chance; whether it did last. */
async function strike(
  trial: Trial,
  target: KillTarget,
  lastsStill: () => Promise<boolean>,
  isLastChance: boolean,
): Promise<boolean> {
  const server = trial.server();
  if (target === 'server' || target === 'everything') {
    const isHit = await lastsStill();
    if (!isHit && !isLastChance) return false;
    if (target === 'everything') await server.kill9();
    else server.signal('SIGKILL');
    await server.ended;
    return isHit;
  }
  const program = target === 'database' ? 'postgres' : target;
  let victim: number | undefined;
  do {
    [victim] = await listBelow(server.pid, program);
    // Between two runs of FFmpeg there is none.
  } while (victim === undefined && (await lastsStill()));
  const isHit = victim !== undefined && (await lastsStill());
  if (victim !== undefined && (isHit || isLastChance)) killAll([victim]);
  return isHit;
}

/** What is wrong when nothing is worked on any more. */
async function converge(
  trial: Trial,
  published: { fileName: string; assetId: string }[],
  isDeleted: boolean,
): Promise<string[]> {
  const looking = (async (): Promise<string[]> => {
    const found: string[] = [];
    for (const { fileName, assetId } of published) {
      if (!isDeleted) {
        const faults = await trial.faultsOf(await trial.settled(fileName));
        found.push(...faults.map((fault) => `${fileName}: ${fault}`));
        continue;
      }
      await trial.observer.idle();
      found.push(...(await trial.observer.remains(assetId)));
    }
    return [...found, ...(await trial.faults())];
  })();
  const isOver = new AbortController();
  try {
    return await Promise.race([
      looking,
      pause(patienceMs, [`nothing has converged after ${patienceMs / 1000} s`], { signal: isOver.signal }),
    ]);
  } finally {
    isOver.abort();
  }
}
