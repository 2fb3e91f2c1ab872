import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Ids of a process and of everything below it, as /proc tells them now. */
export async function processTree(pid: number): Promise<number[]> {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = await parentOf(Number(name));
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [pid];
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  return tree;
}

/** Kills processes at once; those that are gone already are none of our concern. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Waits until none of the processes runs any more; a dead one that nobody has collected does not run. */
export async function waitUntilGone(pids: readonly number[]): Promise<void> {
  for (;;) {
    const states = await Promise.all(pids.map(stateOf));
    if (states.every((state) => state === null || state === 'Z')) return;
    await pause(20);
  }
}

async function parentOf(pid: number): Promise<number | null> {
  const fields = await statFields(pid);
  return fields?.[1] === undefined ? null : Number(fields[1]);
}

async function stateOf(pid: number): Promise<string | null> {
  return (await statFields(pid))?.[0] ?? null;
}

/** The fields behind the program's name, which may itself hold spaces and brackets. */
async function statFields(pid: number): Promise<string[] | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    // It ended while we were looking.
    return null;
  }
}
