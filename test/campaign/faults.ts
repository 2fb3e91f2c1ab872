import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CampaignPart, CampaignReport } from './campaign-part.ts';
import { findFakeTime, runClockJumps } from './faults/clock-jumps.ts';
import { makeFaultClips } from './faults/fault-clips.ts';
import { reportClockJumps, reportDiskFull, reportKills } from './faults/fault-reports.ts';
import { runKills } from './faults/kills.ts';
import { startDiskFull, whyNoDisk } from './faults/start-disk-full.ts';

/** Kills, full disks and jumping clocks at every stage. */
export const faults: CampaignPart = {
  what: 'A server with its worker, FFmpeg and database is hurt at every stage of an upload’s life: by kills (as many as `--count` says), by a disk that is full to the last byte, and by a clock that jumps. After each fault everything has to converge: what was acknowledged is there and plays, rows and files agree, and no process, temporary file or work folder is left.',
  defaultCount: 70,
  async run({ seed, count, folder, signal, say }) {
    const clipFolder = join(folder, 'clips');
    await mkdir(clipFolder);
    const clips = await makeFaultClips(clipFolder);
    const setting = { inbox: join(folder, 'inbox'), clips, seed, say, signal };
    const reports: CampaignReport[] = [];
    const noDisk = whyNoDisk();
    reports.push(
      noDisk === null
        ? reportDiskFull(await startDiskFull({ ...setting, folder }))
        : skipped('full disks', noDisk),
    );
    const library = findFakeTime();
    reports.push(
      library === null
        ? skipped('clock jumps', 'libfaketime is not installed')
        : reportClockJumps(await runClockJumps({ ...setting, folder }, library)),
    );
    // Last, because these may be cut short.
    reports.unshift(
      reportKills(await runKills({ ...setting, dataFolder: join(folder, 'kills'), kills: count })),
    );
    return {
      facts: reports.flatMap((report) => report.facts),
      tables: reports.flatMap((report) => report.tables),
      problems: reports.flatMap((report) => report.problems),
    };
  },
};

function skipped(what: string, reason: string): CampaignReport {
  return { facts: [`${what} were left out: ${reason}`], tables: [], problems: [] };
}
