import { join } from 'node:path';
import { makePhoneClip } from '../make-clip.ts';
import { createRandom } from '../seeded-random.ts';
import { startServer } from '../server.ts';
import { median, percentile } from '../statistics.ts';
import type { CampaignPart, CampaignReport } from './campaign-part.ts';
import { liveThrough, type Experience } from './crowd/honest-people.ts';
import { registerMany } from './crowd/newcomers.ts';
import { limitsOfAll, publishSome } from './crowd/publish-some.ts';
import { callsOf, errandsIn, timesOf } from './crowd/times.ts';
import { watchMemory, type MemorySample } from './watch-memory.ts';

const watchedMs = 300_000;
const apiBudgetMs = 300;
/** The last minute may need so much more than the second one; the first one fills what is kept at hand. */
const flatRatio = 1.1;
const minuteMs = 60_000;

/** A full house that does nothing but watch. */
export const viewers: CampaignPart = {
  what: 'As many viewers as `--count` says watch for five minutes, each with an open stream of events: a page of the feed, one of its videos with its comments, what is said over it as it is said, three segments and where they stopped, over and over. One of ten says something. Anything that somebody is refused is a problem, and so is a call of the API that takes longer than 300 ms for more than one in twenty, or memory that grows.',
  defaultCount: 500,
  async run({ seed, count, folder, signal, say }) {
    const server = await startServer({ dataFolder: join(folder, 'data'), env: limitsOfAll });
    try {
      const videoIds = await publishSome(server.url, await makePhoneClip(folder));
      say(`${videoIds.length} videos are public; ${count} people register`);
      const people = await registerMany(server.url, '10.1', count);
      say('they watch');
      const memory = watchMemory(server.pid);
      const seen = await liveThrough(people, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(watchedMs)]),
        ...{ clip: null, hasDanmaku: true },
        random: createRandom(seed),
      });
      const samples = memory.stop();
      signal.throwIfAborted();
      return reportViewers(people.length, seen, samples);
    } finally {
      await server.stop();
    }
  },
};

function reportViewers(people: number, seen: Experience, samples: readonly MemorySample[]): CampaignReport {
  const calls = callsOf(seen);
  const p95 = percentile(calls, 0.95);
  const within = (fromMs: number, untilMs: number): number => {
    const bytes = samples.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs).map((each) => each.bytes);
    return median(bytes) / 1e6;
  };
  const [early, late] = [within(minuteMs, 2 * minuteMs), within(watchedMs - minuteMs, watchedMs)];
  const problems = [...new Set(seen.refusals)].slice(0, 20);
  if (p95 > apiBudgetMs) problems.push(`the API took ${Math.round(p95)} ms for one call in twenty`);
  if (late > early * flatRatio)
    problems.push(`memory grew from ${Math.round(early)} to ${Math.round(late)} MB`);
  return {
    facts: [
      `${people} viewers made ${calls.length} calls of the API and fetched ${seen.tookMs.segment.length} segments; ${seen.refusals.length} of these were refused or broke`,
      `server, worker and database together held ${Math.round(early)} MB in the second minute and ${Math.round(late)} MB in the last`,
    ],
    tables: [
      {
        columns: ['asked for', 'times', 'p50', 'p95', 'p99'],
        rows: [
          ['all of the API', ...timesOf(calls, 0.5, 0.95, 0.99)],
          ...errandsIn(seen).map((errand) => [errand, ...timesOf(seen.tookMs[errand], 0.5, 0.95, 0.99)]),
        ],
      },
    ],
    problems,
  };
}
