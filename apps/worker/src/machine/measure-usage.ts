import type { JobUsage } from '@weireel/contract';
import { measureGroups, runningIn } from '@weireel/process';

/** A measurement of one group, kept to know its speed at the next. */
interface Measured {
  cpuMs: number;
  atMs: number;
}

/**
 * Measures what FFmpeg uses for each attempt: its processes work in the attempt's folder. Shares of a processor are
 * those since the last measurement, so that the first one of a process says nothing of them.
 *
 * @param folderOf work folder of an attempt
 * @param now milliseconds of a clock that only goes forward
 */
export function createUsageMeter(
  folderOf: (attemptId: string) => string,
  now: () => number,
): (attemptIds: string[]) => Record<string, JobUsage> {
  let last = new Map<number, Measured>();
  return (attemptIds) => {
    const leaders = new Map(attemptIds.map((id) => [id, runningIn(folderOf(id))]));
    const groups = measureGroups([...leaders.values()].flat());
    const atMs = now();
    const next = new Map<number, Measured>();
    const usage: Record<string, JobUsage> = {};
    for (const [attemptId, pids] of leaders) {
      const sum: JobUsage = { cpuShare: 0, memoryBytes: 0, processes: 0 };
      for (const pid of pids) {
        const group = groups.get(pid);
        if (group === undefined) continue;
        const before = last.get(pid);
        next.set(pid, { cpuMs: group.cpuMs, atMs });
        sum.memoryBytes += group.memoryBytes;
        sum.processes += group.processes;
        if (before !== undefined && atMs > before.atMs) {
          sum.cpuShare += Math.max(0, group.cpuMs - before.cpuMs) / (atMs - before.atMs);
        }
      }
      if (sum.processes > 0) usage[attemptId] = { ...sum, cpuShare: Math.round(sum.cpuShare * 100) / 100 };
    }
    last = next;
    return usage;
  };
}
