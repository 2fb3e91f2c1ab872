import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readOrNothing } from './leftovers.ts';
import { processTree } from './process-tree.ts';

/** A program below a server; `ffmpeg` is ffprobe as well. */
export type ServerProgram = 'postgres' | 'worker' | 'ffmpeg';

/** The ids of a program that runs below a process now, parents before their children. */
export async function listBelow(pid: number, program: ServerProgram): Promise<number[]> {
  const found: number[] = [];
  for (const member of await processTree(pid)) {
    const [first = '', second = ''] = (await readOrNothing(`/proc/${member}/cmdline`)).split('\0');
    const name = basename(first);
    const isIt =
      program === 'worker'
        ? second.endsWith('worker/src/main.ts')
        : name === program || (program === 'ffmpeg' && name === 'ffprobe');
    if (isIt) found.push(member);
  }
  return found;
}

/** Waits until a program runs below a process, and gives its id. */
export async function runningBelow(pid: number, program: ServerProgram): Promise<number> {
  for (;;) {
    const [found] = await listBelow(pid, program);
    if (found !== undefined) return found;
    await pause(20);
  }
}
