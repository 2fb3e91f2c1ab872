import type { CampaignReport } from '../campaign-part.ts';
import type { ClockJumpRecord } from './clock-jumps.ts';
import type { DiskFullRecord } from './disk-full.ts';
import type { FaultPoint } from './fault-points.ts';
import type { KillRecord } from './kills.ts';

/** What the kills showed. */
export function reportKills(kills: readonly KillRecord[]): CampaignReport {
  const targets = [...new Set(kills.map(({ target }) => target))].toSorted();
  const moments = [...new Set(kills.map(nameOf))].toSorted();
  const cell = (row: string, column: string): string => {
    const here = kills.filter((kill) => nameOf(kill) === row && kill.target === column);
    if (here.length === 0) return '–';
    const slowest = Math.max(...here.map(({ recoverySeconds }) => recoverySeconds));
    return `${here.length} × ≤ ${slowest.toFixed(1)} s`;
  };
  return {
    facts: [
      `${kills.length} kills with SIGKILL, ${countHits(kills)} of them while the stage that they were meant for was running; «everything» is server, worker, FFmpeg and database at once`,
      recoveryOf('kill', kills),
    ],
    tables: [
      {
        columns: ['killed at', ...targets],
        rows: moments.map((moment) => [moment, ...targets.map((target) => cell(moment, target))]),
      },
    ],
    problems: kills.flatMap((kill) =>
      kill.faults.map((fault) => `kill ${kill.n} (${kill.target} at ${nameOf(kill)}): ${fault}`),
    ),
  };
}

/** What the full disks showed. */
export function reportDiskFull(records: readonly DiskFullRecord[]): CampaignReport {
  return {
    facts: [
      `${records.length} times not one byte was free on the file system of blobs, scratch files and database, ${countHits(records)} of them while the stage was running`,
      recoveryOf('moment when there was room again', records),
    ],
    tables: [
      {
        columns: ['disk full at', 'for', 'converged after'],
        rows: records.map((record) => [
          nameOf(record),
          `${record.fullSeconds} s`,
          `${record.recoverySeconds.toFixed(1)} s`,
        ]),
      },
    ],
    problems: records.flatMap((record) =>
      record.faults.map((fault) => `disk full at ${nameOf(record)}: ${fault}`),
    ),
  };
}

/** What the jumps of the clock showed. */
export function reportClockJumps(records: readonly ClockJumpRecord[]): CampaignReport {
  return {
    facts: [
      `${records.length} jumps of the clock of server, worker and database (libfaketime), ${countHits(records)} of them while the stage was running`,
      recoveryOf('jump', records),
    ],
    tables: [
      {
        columns: ['clock jumped at', 'by', 'worker', 'converged after'],
        rows: records.map((record) => [
          nameOf(record),
          `${record.hours > 0 ? '+' : ''}${Number(record.hours.toFixed(1))} h`,
          record.isWorkerKilled ? 'killed' : 'lived',
          `${record.recoverySeconds.toFixed(1)} s`,
        ]),
      },
    ],
    problems: records.flatMap((record) =>
      record.faults.map((fault) => `clock ${record.hours} h at ${nameOf(record)}: ${fault}`),
    ),
  };
}

function nameOf({ moment, clip }: FaultPoint): string {
  return `${moment} (${clip})`;
}

function countHits(records: readonly { isHit: boolean }[]): number {
  return records.filter(({ isHit }) => isHit).length;
}

function recoveryOf(from: string, records: readonly { recoverySeconds: number }[]): string {
  const seconds = records.map(({ recoverySeconds }) => recoverySeconds).toSorted((a, b) => a - b);
  const at = (share: number): string => (seconds[Math.floor((seconds.length - 1) * share)] ?? 0).toFixed(1);
  return `from the ${from} until all was ready and nothing left to do: ${at(0.5)} s in the middle, ${at(0.95)} s for 19 of 20, ${at(1)} s at most`;
}
