import { publish, waitForVideo } from '../api.ts';
import { interpreting } from '../browser.ts';
import { makePhoneClip } from '../make-clip.ts';
import { startPhoneWorld } from '../miniprogram/phone-world.ts';
import { endlessFeed, swipeOn, type SwipeFigures } from '../miniprogram/swipe-on.ts';
import type { CampaignPart, CampaignReport, CampaignSetting } from './campaign-part.ts';

/** After this share of all swipes everything that is loaded once has been loaded. */
const settledShare = 0.2;
const most = { players: 3, setBytes: 2048, growth: 1.05 };

/** Somebody who swipes all evening. */
export const swipes: CampaignPart = {
  what: 'Somebody swipes through the feed of the mini program as many times as `--count` says, three times on and once back, each video another one. More than three players, more than 2 kB that a swipe sets, a heap that grows by more than 5 % after the first fifth of the swipes (scripts are interpreted: V8 also keeps machine code there, made of what is called often), and nodes that no page shows and somebody still holds are problems.',
  defaultCount: 500,
  run: (setting) => withUndo((undo) => swipeAll(setting, undo)),
};

type Undo = (act: () => Promise<unknown>) => void;

async function withUndo<T>(work: (undo: Undo) => Promise<T>): Promise<T> {
  const acts: (() => Promise<unknown>)[] = [];
  try {
    return await work((act) => void acts.push(act));
  } finally {
    for (const act of acts.toReversed()) await act();
  }
}

async function swipeAll(
  { count, folder, say, signal }: CampaignSetting,
  undo: Undo,
): Promise<CampaignReport> {
  // How often functions are called decides what is compiled, and that goes on for hundreds of swipes.
  const { admin, open } = await startPhoneWorld(undo, interpreting);
  const file = await makePhoneClip(folder, 'swiped.mp4');
  const { videoId } = await publish(admin, { file });
  const video = await waitForVideo(admin.api, videoId, ({ state }) => state === 'ready');
  const { context, page } = await open();
  await endlessFeed(context, video);
  await page.reload();
  say('swiping');
  const figures = await swipeOn(page, [Math.max(1, Math.round(count * settledShare)), count], signal);
  const faults = await page.evaluate<string[]>('phone.faults');
  return reportOf(figures, faults);
}

function reportOf(
  { mostPlayers, mostSetBytes, looks }: SwipeFigures,
  faults: readonly string[],
): CampaignReport {
  const [first, last] = [looks[0], looks.at(-1)];
  const growth = first === undefined || last === undefined ? Number.NaN : last.heapBytes / first.heapBytes;
  const percent = `${((growth - 1) * 100).toFixed(1)} %`;
  const problems = [...faults];
  if (mostPlayers > most.players) problems.push(`there were ${mostPlayers} players at once`);
  if (mostSetBytes > most.setBytes) problems.push(`a swipe set ${mostSetBytes} bytes`);
  if (!(growth <= most.growth)) problems.push(`the heap grew by ${percent}`);
  for (const { swipes: after, detachedNodes } of looks) {
    if (detachedNodes > 0) problems.push(`after ${after} swipes ${detachedNodes} detached nodes were held`);
  }
  return {
    facts: [
      `${last?.swipes ?? 0} swipes; ${mostPlayers} players at most, ${mostSetBytes} bytes set by a swipe at most`,
      `the heap changed by ${percent} from swipe ${first?.swipes} on`,
    ],
    tables: [
      {
        columns: ['after', 'heap', 'detached nodes'],
        rows: looks.map(({ swipes: after, heapBytes, detachedNodes }) => [
          ...[`${after} swipes`, `${(heapBytes / 1e6).toFixed(2)} MB`, String(detachedNodes)],
        ]),
      },
    ],
    problems,
  };
}
