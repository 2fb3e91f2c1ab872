import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks per second in /proc: the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

interface ProcessFacts {
  parentId: number;
  /** Own time, and that of ended children that were waited for. */
  cpuTicks: number;
}

/** Processor seconds, user and system, of a process with all its descendants, ended ones included. */
export function cpuSecondsOfTree(rootId: number): number {
  const all = readProcesses();
  let ticks = 0;
  for (const id of treeOf(all, rootId)) ticks += all.get(id)?.cpuTicks ?? 0;
  return ticks / ticksPerSecond;
}

/**
 * Memory of a process with all its descendants in bytes. Pages that several of them share are counted once
 * (PSS), or PostgreSQL's buffers would count for every connection.
 */
export function memoryBytesOfTree(rootId: number): number {
  let kibibytes = 0;
  for (const id of treeOf(readProcesses(), rootId)) {
    const match = /^Pss:\s+(\d+) kB/m.exec(readOrEmpty(`/proc/${id}/smaps_rollup`));
    kibibytes += Number(match?.[1] ?? 0);
  }
  return kibibytes * 1024;
}

/** Processor seconds of this process's children that have ended. */
export function cpuSecondsOfEndedChildren(): number {
  const fields = statFields(readFileSync('/proc/self/stat', 'utf8'));
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

function readProcesses(): Map<number, ProcessFacts> {
  const found = new Map<number, ProcessFacts>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = readOrEmpty(`/proc/${name}/stat`);
    if (text === '') continue;
    const fields = statFields(text);
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    found.set(Number(name), { parentId: Number(fields[1]), cpuTicks: ticks });
  }
  return found;
}

function treeOf(all: Map<number, ProcessFacts>, rootId: number): Set<number> {
  const tree = new Set([rootId]);
  for (let before = 0; before < tree.size;) {
    before = tree.size;
    for (const [id, { parentId }] of all) if (tree.has(parentId)) tree.add(id);
  }
  return tree;
}

/** The fields after the name, which may hold spaces: state is 0, parent 1, utime 11, stime 12, cutime 13, cstime 14. */
function statFields(text: string): string[] {
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended between listing and reading.
    return '';
  }
}
