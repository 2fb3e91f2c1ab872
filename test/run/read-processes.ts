import { readdirSync, readFileSync } from 'node:fs';

/** A process as the system tells it now. */
export interface ProcessRow {
  /** Its id, which may be given again when it is gone. */
  id: number;
  /** The process that started it, or that took it over when that one ended. */
  parentId: number;
  /** When it was started, in ticks since the system was; with the id it names one process. */
  startedAt: number;
  /** Processor time of its own, user and system, in seconds. */
  ownSeconds: number;
  /** The same of those below it that have ended and were waited for. */
  waitedSeconds: number;
}

/** Ticks of the kernel's clock in a second, as every Linux tells programs. */
const ticksPerSecond = 100;

/**
 * All processes; none off Linux.
 *
 * @see proc(5), fields 4, 14 to 17 and 22 of `stat`
 */
export function readProcesses(): ProcessRow[] {
  return namesInProc().flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // The second field is a name in brackets, and may hold spaces.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const at = (field: number): number => Number(fields[field - 3]);
      const seconds = (user: number, system: number): number => (at(user) + at(system)) / ticksPerSecond;
      return [
        {
          ...{ id: Number(name), parentId: at(4), startedAt: at(22) },
          ...{ ownSeconds: seconds(14, 15), waitedSeconds: seconds(16, 17) },
        },
      ];
    } catch {
      // It ended while we were looking.
      return [];
    }
  });
}

function namesInProc(): string[] {
  try {
    return readdirSync('/proc');
  } catch {
    // There is none on this system.
    return [];
  }
}
