import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CampaignPart, ReportTable } from './campaign-part.ts';
import { makeFaultClips } from './faults/fault-clips.ts';
import { runKills, type KillRecord } from './faults/kills.ts';

/** Kills at every stage. */
export const faults: CampaignPart = {
  what: 'A server with its worker, FFmpeg and database is hurt at every stage of an upload’s life. After each fault everything has to converge: what was acknowledged is there and plays, rows and files agree, and no process, temporary file or work folder is left.',
  defaultCount: 70,
  async run({ seed, count, folder, signal, say }) {
    const clipFolder = join(folder, 'clips');
    await mkdir(clipFolder);
    const clips = await makeFaultClips(clipFolder);
    const inbox = join(folder, 'inbox');
    const kills = await runKills({
      dataFolder: join(folder, 'kills'),
      ...{ inbox, clips, kills: count, seed, signal, say },
    });
    return {
      facts: factsOfKills(kills),
      tables: [killTable(kills)],
      problems: kills.flatMap(({ n, target, moment, clip, faults: found }) =>
        found.map((fault) => `kill ${n} (${target} at ${moment}, ${clip}): ${fault}`),
      ),
    };
  },
};

function factsOfKills(kills: readonly KillRecord[]): string[] {
  const hits = kills.filter(({ isHit }) => isHit).length;
  const seconds = kills.map(({ recoverySeconds }) => recoverySeconds).toSorted((a, b) => a - b);
  const at = (share: number): string => (seconds[Math.floor((seconds.length - 1) * share)] ?? 0).toFixed(1);
  return [
    `${kills.length} kills with SIGKILL, ${hits} of them while the stage they were meant for was running`,
    `from the kill until all was ready and nothing left to do: ${at(0.5)} s in the middle, ${at(0.95)} s for 19 of 20, ${at(1)} s at most`,
  ];
}

function killTable(kills: readonly KillRecord[]): ReportTable {
  const targets = [...new Set(kills.map(({ target }) => target))];
  const moments = [...new Set(kills.map(({ moment, clip }) => `${moment} (${clip})`))].toSorted();
  const cell = (row: string, column: string): string => {
    const here = kills.filter(
      ({ moment, clip, target }) => `${moment} (${clip})` === row && target === column,
    );
    if (here.length === 0) return '';
    const slowest = Math.max(...here.map(({ recoverySeconds }) => recoverySeconds));
    return `${here.length} × ≤ ${slowest.toFixed(1)} s`;
  };
  return {
    columns: ['killed at', ...targets],
    rows: moments.map((moment) => [moment, ...targets.map((target) => cell(moment, target))]),
  };
}
