import { readFile } from 'node:fs/promises';
import { freemem } from 'node:os';
import { dirname, join } from 'node:path';

/** A control group that limits our memory; all in bytes. */
export interface MemoryGroup {
  /** What its processes may use together. */
  limitBytes: number;
  /** What they use, cached files included. */
  usedBytes: number;
  /** Cached files that nobody has read lately: they make room when it is needed. */
  cachedBytes: number;
}

/** What programs could still take: what the machine has, or less where control groups leave less. */
export function leastAvailable(machineBytes: number, groups: readonly MemoryGroup[]): number {
  const left = groups.map(({ limitBytes, usedBytes, cachedBytes }) => limitBytes - usedBytes + cachedBytes);
  return Math.max(0, Math.min(machineBytes, ...left));
}

/** Memory that programs here could still take without swapping, in bytes. */
export async function readAvailableMemory(root = '/'): Promise<number> {
  // Node reads MemAvailable, not what is merely unused.
  return leastAvailable(freemem(), await readMemoryGroups(root));
}

/**
 * Control groups above this process that limit its memory, of either version of the kernel's interface. In a
 * container its own group may look like the topmost one; that one is always looked at.
 */
export async function readMemoryGroups(root: string): Promise<MemoryGroup[]> {
  const lines = (await textOf(join(root, 'proc/self/cgroup'))).split('\n');
  const groups: MemoryGroup[] = [];
  for (const line of lines) {
    const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    const isNew = controllers === '' && path !== '';
    if (!isNew && !controllers.split(',').includes('memory')) continue;
    const mount = join(root, isNew ? 'sys/fs/cgroup' : 'sys/fs/cgroup/memory');
    for (const folder of upwards(path)) {
      const group = await (isNew ? readNewGroup : readOldGroup)(join(mount, folder));
      if (group !== null) groups.push(group);
    }
  }
  return groups;
}

function* upwards(path: string): Generator<string> {
  for (let folder = path; folder !== '/' && folder !== '.'; folder = dirname(folder)) yield folder;
  yield '/';
}

async function readNewGroup(folder: string): Promise<MemoryGroup | null> {
  return groupOf(
    await textOf(join(folder, 'memory.max')),
    await textOf(join(folder, 'memory.current')),
    /^inactive_file (\d+)$/m.exec(await textOf(join(folder, 'memory.stat')))?.[1],
  );
}

async function readOldGroup(folder: string): Promise<MemoryGroup | null> {
  return groupOf(
    await textOf(join(folder, 'memory.limit_in_bytes')),
    await textOf(join(folder, 'memory.usage_in_bytes')),
    /^total_inactive_file (\d+)$/m.exec(await textOf(join(folder, 'memory.stat')))?.[1],
  );
}

/** Null without a limit: `max`, or as many bytes as the older interface can count. */
function groupOf(limit: string, used: string, cached = '0'): MemoryGroup | null {
  const [limitBytes, usedBytes, cachedBytes] = [limit, used, cached].map((text) => Number.parseInt(text, 10));
  if (limitBytes === undefined || !(limitBytes < 2 ** 60)) return null;
  return { limitBytes, usedBytes: usedBytes || 0, cachedBytes: cachedBytes || 0 };
}

/** Empty when there is no such file: not every system has every interface. */
async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
