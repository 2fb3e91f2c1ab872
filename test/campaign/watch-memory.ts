import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { processTree } from '../process-tree.ts';

/** What a process and everything below it held at one moment. */
export interface MemorySample {
  /** Milliseconds since the first look. */
  atMs: number;
  /** Pages that several of them share counted once (PSS), in bytes. */
  bytes: number;
}

const everyMs = 2000;

/** Looks at the memory of a process tree until it is stopped, which gives what was seen. */
export function watchMemory(pid: number): { stop(): MemorySample[] } {
  const samples: MemorySample[] = [];
  const over = new AbortController();
  const startedMs = performance.now();
  const look = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const held = await Promise.all((await processTree(pid)).map(heldBytes));
      samples.push({ atMs: performance.now() - startedMs, bytes: held.reduce((sum, each) => sum + each, 0) });
      await pause(everyMs, undefined, { signal: over.signal }).catch(() => {});
    }
  };
  void look();
  return {
    stop() {
      over.abort();
      return samples;
    },
  };
}

/** Nothing when it has ended meanwhile. */
async function heldBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
}
