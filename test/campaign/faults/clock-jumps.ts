import { existsSync, globSync } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { killAll } from '../../process-tree.ts';
import { createRandom } from '../../seeded-random.ts';
import { listBelow } from '../../server-processes.ts';
import type { FaultClips } from './fault-clips.ts';
import { faultPoints, type FaultPoint } from './fault-points.ts';
import { startTimedTrial, type Aimed } from './moments.ts';

/** What became of one jump of the clock. */
export interface ClockJumpRecord extends FaultPoint, Pick<Aimed, 'afterMs' | 'isHit'> {
  /** How far it jumped, in hours; back when negative. */
  hours: number;
  /** Whether the worker was killed with it, so that its last sign of life lies in the future. */
  isWorkerKilled: boolean;
  /** Seconds from the jump until everything had converged. */
  recoverySeconds: number;
  /** What was wrong then, in words; empty when all was well. */
  faults: string[];
}

/** Options of `runClockJumps`. */
export interface ClockJumpOptions {
  /** Where the server keeps its data, and the clock its offset. */
  folder: string;
  /** Where files wait that are to be published. */
  inbox: string;
  /** What is published. */
  clips: FaultClips;
  /** Chooses the moments. */
  seed: number;
  /** Tells a person what is going on. */
  say: (message: string) => void;
  /** Ends it when aborted. */
  signal: AbortSignal;
}

/** How far the clock is from the right time after each jump, in hours: forth and back, by hours and by days. */
const offsetsHours = [5, 0, 48, 0, -5, 0, -48, 0, 0.1, 0, 5, -5];

/** The library that tells programs another time; null where it is not installed. */
export function findFakeTime(): string | null {
  return globSync('/usr/lib/{*/,}faketime/libfaketimeMT.so.1')[0] ?? null;
}

/** Lets the clock of server, worker and database jump at every stage and looks whether everything has converged. */
export async function runClockJumps(options: ClockJumpOptions, library: string): Promise<ClockJumpRecord[]> {
  const random = createRandom(options.seed);
  const clock = await makeClock(join(options.folder, 'clock'), library);
  const trial = await startTimedTrial({
    ...options,
    dataFolder: join(options.folder, 'clock-data'),
    env: { PATH: `${clock.programs}:${process.env['PATH'] ?? ''}` },
  });
  const records: ClockJumpRecord[] = [];
  let fromHours = 0;
  try {
    for (const [n, point] of faultPoints.entries()) {
      options.signal.throwIfAborted();
      const toHours = offsetsHours[n % offsetsHours.length] ?? 0;
      const isWorkerKilled = toHours < fromHours && n % 4 !== 3;
      const { published, afterMs, isHit } = await trial.hurtAt(
        { label: `jump ${n}`, point, random },
        async (lasts, isLastChance) => {
          const isHit = await lasts();
          if (!isHit && !isLastChance) return false;
          await clock.set(toHours);
          if (isWorkerKilled) killAll(await listBelow(trial.server().pid, 'worker'));
          return isHit;
        },
      );
      const jumpedMs = performance.now();
      const faults = await trial.converge(published, point.moment === 'delete');
      const recoverySeconds = (performance.now() - jumpedMs) / 1000;
      const hours = toHours - fromHours;
      records.push({ ...point, afterMs, isHit, hours, isWorkerKilled, recoverySeconds, faults });
      const what = `clock ${hours} h at ${point.moment} (${point.clip})${isWorkerKilled ? ', worker killed' : ''}`;
      options.say(
        [`${what}${isHit ? '' : ', missed'}: ${recoverySeconds.toFixed(1)} s`, ...faults].join('\n  '),
      );
      fromHours = toHours;
    }
    records.at(-1)?.faults.push(...(await trial.end()));
  } finally {
    await trial.dispose();
  }
  return records;
}

/** A clock that can be set, for all programs below whoever has `programs` first on its PATH. */
async function makeClock(
  folder: string,
  library: string,
): Promise<{ programs: string; set(hours: number): Promise<void> }> {
  const programs = join(folder, 'bin');
  const offset = join(folder, 'offset');
  const set = async (hours: number): Promise<void> => {
    const draft = `${offset}.draft`;
    await writeFile(draft, `${hours < 0 ? '-' : '+'}${Math.abs(hours) * 3600}\n`);
    await rename(draft, offset);
  };
  await mkdir(programs, { recursive: true });
  await set(0);
  // Everything of ours is started through `setpriv`; the clock that only goes forward stays as it is.
  const settings = [
    `LD_PRELOAD=${library}`,
    `FAKETIME_TIMESTAMP_FILE=${offset}`,
    'FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1',
  ];
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path)) ?? 'setpriv';
  await writeFile(
    join(programs, 'setpriv'),
    `#!/bin/sh\nexport ${settings.join(' ')}\nexec ${setpriv} "$@"\n`,
  );
  await chmod(join(programs, 'setpriv'), 0o755);
  return { programs, set };
}
