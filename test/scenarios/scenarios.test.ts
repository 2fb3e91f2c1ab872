import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { publish, waitForVideo } from '../api.ts';
import { addNothing, makeClip, phone as phoneEncoding } from '../make-clip.ts';
import { startPhoneWorld } from '../miniprogram/phone-world.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import type { Client, Screen } from './client.ts';
import { phoneClient } from './phone-client.ts';
import type { Stage } from './scenario.ts';
import { clientNames, scenarios } from './scenarios.ts';
import { readTable, tableOf, writesTable, writeTable } from './table.ts';
import { webClient } from './web-client.ts';

const undo = undoAfterAll();
const titles = ['第一个视频', '第二个视频', '第三个视频', '第四个视频'];
/** Parts of the web client are the largest, with 4 MiB. */
const paddingBytes = 9_000_000;

/** What people hold upright, across and square. */
const shapes = ['320x568', '568x320', '320x320'];
let stage: Stage;
const clients = new Map<string, Client>();
const passed = new Set<string>();
let screen: Screen | undefined;

beforeAll(async () => {
  const world = await startPhoneWorld(undo);
  const { admin: author, folder } = world;
  const recipe = { picture: 'testsrc2=s=320x568:r=15:d=2', encoding: phoneEncoding };
  const files = await Promise.all(
    shapes.map((shape) =>
      makeClip(join(folder, `${shape}.mp4`), { ...recipe, picture: `testsrc2=s=${shape}:r=15:d=2` }),
    ),
  );
  for (const [at, title] of titles.entries()) {
    const file = files[at % files.length] ?? '';
    const { videoId } = await publish(author, { file, title });
    await waitForVideo(author.api, videoId, ({ playable }) => playable);
  }
  const videos = (await author.api.call('feed', { query: { limit: 10 } })).items;
  const largeFile = await addNothing(await makeClip(join(folder, 'large.mp4'), recipe), paddingBytes);
  stage = { author, videos, largeFile };
  for (const client of [webClient(world), phoneClient(world)]) clients.set(client.name, client);
});

describe.each(clientNames)('%s', (name) => {
  afterEach(async () => {
    const done = screen;
    screen = undefined;
    await done?.close();
  });

  it.each(scenarios)('$title', async ({ title, isSignedIn, play }) => {
    screen = await clients.get(name)?.enter({ isSignedIn });
    if (screen === undefined) throw new Error(`there is no ${name}`);
    await play(screen, stage);
    passed.add(`${name}: ${title}`);
  });
});

it('is shown in docs/8-mini-program.md which scenario passes where', async () => {
  const table = await tableOf(scenarios, clientNames, passed);
  if (writesTable) await writeTable(table);
  expect(await readTable()).toBe(table);
});
