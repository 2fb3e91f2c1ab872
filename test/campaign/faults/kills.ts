import { killAll } from '../../process-tree.ts';
import { createRandom, shuffled } from '../../seeded-random.ts';
import { listBelow } from '../../server-processes.ts';
import type { FaultClips } from './fault-clips.ts';
import { killMatrix, type FaultPoint, type KillTarget } from './fault-points.ts';
import { startTimedTrial, type Aimed } from './moments.ts';
import type { Trial } from './trial.ts';

/** What became of one kill. */
export interface KillRecord extends FaultPoint, Pick<Aimed, 'afterMs' | 'isHit'> {
  /** Which, from 1. */
  n: number;
  /** What was killed. */
  target: KillTarget;
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
  /** Lets no further kill follow when aborted. */
  signal: AbortSignal;
}

/** Kills processes at every stage, one kill at a time, and looks after each whether everything has converged. */
export async function runKills(options: KillOptions): Promise<KillRecord[]> {
  const { kills, seed, say, signal } = options;
  const random = createRandom(seed);
  const trial = await startTimedTrial(options);
  const records: KillRecord[] = [];
  try {
    const rounds = Array.from({ length: Math.ceil(kills / killMatrix.length) }, () =>
      shuffled(killMatrix, random),
    );
    for (const [index, { target, ...point }] of rounds.flat().slice(0, kills).entries()) {
      if (signal.aborted) break;
      const n = index + 1;
      const { published, afterMs, isHit } = await trial.hurtAt(
        { label: `${n} ${target}`, point, random },
        (lasts, isLastChance) => strike(trial, target, lasts, isLastChance),
      );
      const struckMs = performance.now();
      if (target === 'server' || target === 'everything') await trial.startAgain();
      const faults = await trial.converge(published, point.moment === 'delete');
      const recoverySeconds = (performance.now() - struckMs) / 1000;
      records.push({ n, ...point, target, afterMs, isHit, recoverySeconds, faults });
      const what = `kill ${n} of ${kills}: ${target} at ${point.moment} (${point.clip}) after ${afterMs} ms`;
      say([`${what}${isHit ? '' : ', missed'}: ${recoverySeconds.toFixed(1)} s`, ...faults].join('\n  '));
    }
    records.at(-1)?.faults.push(...(await trial.end()));
  } finally {
    await trial.dispose();
  }
  return records;
}

/** Kills if the moment lasts, or if this is the last chance; whether it did last. */
async function strike(
  trial: Trial,
  target: KillTarget,
  lasts: () => Promise<boolean>,
  isLastChance: boolean,
): Promise<boolean> {
  const server = trial.server();
  if (target === 'server' || target === 'everything') {
    const isHit = await lasts();
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
  } while (victim === undefined && (await lasts()));
  const isHit = victim !== undefined && (await lasts());
  if (victim !== undefined && (isHit || isLastChance)) killAll([victim]);
  return isHit;
}
