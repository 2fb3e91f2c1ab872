import { execFile } from 'node:child_process';
import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createRandom } from '../../seeded-random.ts';
import type { FaultClips } from './fault-clips.ts';
import { faultPoints, type FaultPoint } from './fault-points.ts';
import { startTimedTrial, type Aimed } from './moments.ts';

const execute = promisify(execFile);

/** What became of one full disk. */
export interface DiskFullRecord extends FaultPoint, Pick<Aimed, 'afterMs' | 'isHit'> {
  /** How long not one byte was free. */
  fullSeconds: number;
  /** Seconds from then until everything had converged. */
  recoverySeconds: number;
  /** What was wrong then, in words; empty when all was well. */
  faults: string[];
}

/** Options of `runDiskFull`. */
export interface DiskFullOptions {
  /** Where the small file system is mounted. */
  folder: string;
  /** Where files wait that are to be published. */
  inbox: string;
  /** What is published. */
  clips: FaultClips;
  /** Chooses the moments. */
  seed: number;
  /** Tells a person what is going on. */
  say: (message: string) => void;
}

const diskBytes = 1024 ** 3;
/** At one moment in four the disk stays full for longer than anything in the code waits for the database. */
const fullMs = [3000, 3000, 3000, 45_000];

/**
 * Fills the disk to the last byte at every stage, with database, log and scratch files on it, makes room again and
 * looks whether everything has converged. Call in a mount namespace of its own.
 */
export async function runDiskFull(options: DiskFullOptions): Promise<DiskFullRecord[]> {
  const disk = join(options.folder, 'disk');
  await mkdir(disk);
  await execute('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'weireel', disk]);
  const random = createRandom(options.seed);
  const trial = await startTimedTrial({ ...options, dataFolder: join(disk, 'data') });
  const records: DiskFullRecord[] = [];
  try {
    for (const [n, point] of faultPoints.entries()) {
      const { published, afterMs, isHit } = await trial.hurtAt(
        { label: `full ${n}`, point, random },
        async (lasts, isLastChance) => {
          const isHit = await lasts();
          if (isHit || isLastChance) await fill(disk);
          return isHit;
        },
      );
      const stayMs = fullMs[n % fullMs.length] ?? 0;
      await pause(stayMs);
      await execute('mount', ['-o', `remount,size=${diskBytes}`, disk]);
      const freedMs = performance.now();
      const faults = await trial.converge(published, point.moment === 'delete');
      const recoverySeconds = (performance.now() - freedMs) / 1000;
      records.push({ ...point, afterMs, isHit, fullSeconds: stayMs / 1000, recoverySeconds, faults });
      const what = `disk full at ${point.moment} (${point.clip}) after ${afterMs} ms for ${stayMs / 1000} s`;
      options.say(
        [`${what}${isHit ? '' : ', missed'}: ${recoverySeconds.toFixed(1)} s`, ...faults].join('\n  '),
      );
    }
    records.at(-1)?.faults.push(...(await trial.end()));
    await execute('umount', [disk]);
  } finally {
    await trial.dispose();
  }
  return records;
}

/** Makes the disk as large as what is on it. */
async function fill(disk: string): Promise<void> {
  for (;;) {
    const { blocks, bfree, bsize } = await statfs(disk);
    const isDone = await execute('mount', ['-o', `remount,size=${(blocks - bfree) * bsize}`, disk]).then(
      () => true,
      // More was written meanwhile.
      () => false,
    );
    if (isDone) return;
  }
}
