import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makePhoneClip } from '../make-clip.ts';
import { createRandom } from '../seeded-random.ts';
import { startServer } from '../server.ts';
import { percentile } from '../statistics.ts';
import type { CampaignPart, CampaignReport, CampaignSetting } from './campaign-part.ts';
import { attackAccounts } from './crowd/attacks.ts';
import { liveThrough, type Experience } from './crowd/honest-people.ts';
import { registerMany, type Newcomer } from './crowd/newcomers.ts';
import { limitsOfAll, publishSome } from './crowd/publish-some.ts';
import { startAttackers, type AttackTally } from './crowd/start-attackers.ts';
import { callsOf, errandsIn, timesOf } from './crowd/times.ts';

const quietMs = 60_000;
const attackedMs = 150_000;
/** Attackers make what they need before the honest come back. */
const preparingMs = 30_000;
const apiBudgetMs = 300;

/** Honest people beside every attack at once. */
export const crowd: CampaignPart = {
  what: 'As many honest people as `--count` says, one in ten of whom uploads a small file every minute and a half while the others watch, each with an open stream of events, live through a minute among themselves and then through two and a half with every attack at once that anybody with an account could think of. All limits are those of a fresh installation. Anything that an honest person is refused is a problem, and so is a call of the API that takes longer than 300 ms for more than one in twenty.',
  defaultCount: 300,
  async run(setting) {
    const dataFolder = join(setting.folder, 'data');
    const server = await startServer({ dataFolder, env: limitsOfAll });
    try {
      const clipPath = await makePhoneClip(setting.folder);
      const videoIds = await publishSome(server.url, clipPath);
      setting.say(`${videoIds.length} videos are public; ${setting.count} people register`);
      const honest = await registerMany(server.url, '10.1', setting.count);
      const accounts = await registerMany(server.url, '10.2', attackAccounts);
      const clip = await readFile(clipPath);

      setting.say('they are among themselves');
      const quiet = await live(setting, honest, clip, quietMs);
      const work = {
        url: server.url,
        videoId: videoIds[0] ?? '',
        victim: honest[0]?.account ?? '',
        accounts,
      };
      const attackers = startAttackers(work);
      await pause(preparingMs, undefined, { signal: setting.signal });
      setting.say('they are attacked');
      const attacked = await live(setting, honest, clip, attackedMs);
      const tallies = await attackers.stop();
      return reportCrowd({ people: honest.length, quiet, attacked, tallies, faults: faultsIn(server.log()) });
    } finally {
      await server.stop();
    }
  },
};

async function live(
  { seed, signal }: CampaignSetting,
  people: readonly Newcomer[],
  clip: Uint8Array,
  ms: number,
): Promise<Experience> {
  const work = {
    signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]),
    ...{ clip, hasDanmaku: false },
    random: createRandom(seed),
  };
  const experience = await liveThrough(people, work);
  signal.throwIfAborted();
  return experience;
}

/** What the server has logged as its own faults. */
function faultsIn(log: string): string[] {
  return log.split('\n').filter((line) => /"level":(50|60)/.test(line));
}

interface CrowdResult {
  people: number;
  quiet: Experience;
  attacked: Experience;
  tallies: AttackTally[];
  faults: string[];
}

function reportCrowd({ people, quiet, attacked, tallies, faults }: CrowdResult): CampaignReport {
  const phases: [string, Experience][] = [
    ['among themselves', quiet],
    ['attacked', attacked],
  ];
  const calls = callsOf(attacked);
  const p95 = percentile(calls, 0.95);
  const problems = phases.flatMap(([phase, { refusals }]) =>
    [...new Set(refusals)].slice(0, 20).map((refusal) => `${phase}: ${refusal}`),
  );
  if (p95 > apiBudgetMs) problems.push(`the API took ${Math.round(p95)} ms for one call in twenty`);
  if (faults.length > 0) problems.push(`${faults.length} faults in the log, the first: ${faults[0] ?? ''}`);
  problems.push(...tallies.flatMap(({ name, failure }) => (failure === null ? [] : [`${name}: ${failure}`])));
  return {
    facts: [
      `${people} people made ${callsOf(quiet).length} calls of the API among themselves and ${calls.length} while they were attacked; ${attacked.refusals.length} of these were refused or broke`,
      `${attacked.uploads} files were uploaded during the attacks`,
    ],
    tables: [
      {
        columns: ['asked for', 'among themselves', 'p50', 'p95', 'attacked', 'p50', 'p95', 'p99'],
        rows: [
          ['all of the API', ...timesOf(callsOf(quiet), 0.5, 0.95), ...timesOf(calls, 0.5, 0.95, 0.99)],
          ...errandsIn(attacked).map((errand) => [
            errand,
            ...timesOf(quiet.tookMs[errand], 0.5, 0.95),
            ...timesOf(attacked.tookMs[errand], 0.5, 0.95, 0.99),
          ]),
        ],
      },
      {
        columns: ['attack', 'tries', 'how they ended'],
        rows: tallies.map(({ name, ends }) => [
          name,
          String(Object.values(ends).reduce((sum, count) => sum + count, 0)),
          Object.entries(ends)
            .map(([end, count]) => `${end}: ${count}`)
            .join(', '),
        ]),
      },
    ],
    problems,
  };
}
