import { writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publish, register, waitForVideo } from '../api.ts';
import { makeClip, makePhoneClip, phone } from '../make-clip.ts';
import { startServer, type RunningServer } from '../server.ts';
import type { DrivenBrowser } from './browsers/driven-browser.ts';
import { provideBrowser, type BrowserKind } from './browsers/find-browsers.ts';
import { lookAtEveryPage } from './browsers/look-at-every-page.ts';
import { largeBytes, scenarios, type Stage } from './browsers/scenarios.ts';
import { startFirefox } from './browsers/start-firefox.ts';
import { startStallingRelay } from './browsers/stalling-relay.ts';
import { startWebkit } from './browsers/start-webkit.ts';
import type { CampaignPart, CampaignReport, CampaignSetting } from './campaign-part.ts';

const starters: Record<BrowserKind, () => Promise<DrivenBrowser>> = {
  firefox: startFirefox,
  webkit: startWebkit,
};
const kinds: readonly BrowserKind[] = ['firefox', 'webkit'];

/** How one scenario ended in one browser. */
interface Try {
  browser: string;
  scenario: string;
  tookMs: number;
  /** What went wrong; null: nothing. */
  problem: string | null;
}

/** What people do, in the browsers that are not Chromium. */
export const browsers: CampaignPart = {
  what: 'People’s ways through the web client, in Firefox (WebDriver BiDi) and WebKitGTK (WebDriver), as many times as `--count` says: the feed by keys and by wheel, watching to the end, seeking, choosing qualities, an upload that is interrupted and goes on, a new cover. Then axe-core looks in Chromium at every page and dialog, on phone and desktop, light and dark, in both languages; what it calls serious or critical is a problem.',
  defaultCount: 1,
  async run(setting) {
    const server = await startServer({ dataFolder: join(setting.folder, 'data') });
    try {
      const ways = await tryAll(setting, server);
      const clip = await makePhoneClip(setting.folder, 'looked-at.mp4');
      const looks = await lookAtEveryPage(server.url, clip, setting);
      return {
        facts: [...ways.facts, ...looks.facts],
        tables: [...ways.tables, ...looks.tables],
        problems: [...ways.problems, ...looks.problems],
      };
    } finally {
      await server.stop();
    }
  },
};

async function tryAll(setting: CampaignSetting, server: RunningServer): Promise<CampaignReport> {
  const { count, say, signal } = setting;
  const tries: Try[] = [];
  const leftOut: string[] = [];
  const prepared = await prepareStage(setting, server);
  for (const kind of kinds) {
    const problem = provideBrowser(kind, process.env);
    if (problem !== null) {
      leftOut.push(`${kind} was left out: ${problem}`);
      continue;
    }
    for (let round = 0; round < count; round += 1) {
      for (const [scenario, play] of Object.entries(scenarios)) {
        signal.throwIfAborted();
        const result = await tryOne(starters[kind], server, prepared, { scenario, play });
        say(`${result.browser}, ${scenario}: ${result.problem ?? `${(result.tookMs / 1000).toFixed(1)} s`}`);
        tries.push(result);
      }
    }
  }
  return reportOf(tries, leftOut);
}

/** Each scenario has a browser of its own, so that one that fails spoils no other. */
async function tryOne(
  start: () => Promise<DrivenBrowser>,
  server: RunningServer,
  prepared: Omit<Stage, 'browser' | 'relay'>,
  { scenario, play }: { scenario: string; play: (stage: Stage) => Promise<void> },
): Promise<Try> {
  const browser = await start();
  const relay = await startStallingRelay(server.url);
  const startedMs = performance.now();
  const end = (problem: string | null): Try => {
    return { browser: browser.name, scenario, tookMs: performance.now() - startedMs, problem };
  };
  try {
    await browser.goTo(`${relay.url}/robots.txt`);
    await browser.evaluate(`localStorage.setItem('weireel.language', 'zh-CN')`);
    await play({ ...prepared, browser, relay });
    return end(null);
  } catch (error) {
    return end(error instanceof Error ? error.message : String(error));
  } finally {
    await browser.close();
    await relay.close();
  }
}

async function prepareStage(
  { folder }: CampaignSetting,
  { url }: RunningServer,
): Promise<Omit<Stage, 'browser' | 'relay'>> {
  const person = await register(url);
  const wide = await makeClip(join(folder, 'wide.mp4'), {
    picture: 'testsrc2=s=1280x720:r=30:d=8',
    encoding: phone,
  });
  const other = await makePhoneClip(folder, 'other.mp4');
  const isReady = ({ state }: { state: string }): boolean => state === 'ready';
  const ids: string[] = [];
  for (const file of [wide, other]) {
    const { videoId } = await publish(person, { file });
    await waitForVideo(person.api, videoId, isReady);
    ids.push(videoId);
  }
  const [wideId = '', otherId = ''] = ids;
  const largeFile = join(folder, 'large.mp4');
  await writeFile(largeFile, await withFreeSpace(other));
  return { person, wideId, otherId, largeFile };
}

/** A clip that is longer than it plays: what follows is a box that players pass over (ISO/IEC 14496-12, 8.1.2). */
async function withFreeSpace(path: string): Promise<Buffer> {
  const clip = await readFile(path);
  const free = Buffer.alloc(largeBytes - clip.length);
  free.writeUInt32BE(free.length, 0);
  free.write('free', 4, 'latin1');
  return Buffer.concat([clip, free]);
}

function reportOf(tries: readonly Try[], leftOut: readonly string[]): CampaignReport {
  const names = [...new Set(tries.map(({ browser }) => browser))];
  const failed = tries.filter(({ problem }) => problem !== null);
  const cellOf = (scenario: string, browser: string): string => {
    const own = tries.filter((each) => each.scenario === scenario && each.browser === browser);
    const good = own.filter(({ problem }) => problem === null);
    const slowest = Math.max(0, ...good.map(({ tookMs }) => tookMs));
    return `${good.length} of ${own.length}${good.length > 0 ? `, ≤ ${(slowest / 1000).toFixed(1)} s` : ''}`;
  };
  return {
    facts: [`${tries.length - failed.length} of ${tries.length} ways led to their end`, ...leftOut],
    tables: [
      {
        columns: ['way', ...names],
        rows: Object.keys(scenarios).map((scenario) => [
          scenario,
          ...names.map((name) => cellOf(scenario, name)),
        ]),
      },
    ],
    problems: failed.map(({ browser, scenario, problem }) => `${browser}, ${scenario}: ${problem}`),
  };
}
