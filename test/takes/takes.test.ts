import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '@weireel/db';
import { listArtefacts } from '@weireel/db/videos';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { publish, register, sendParts, waitForVideo, type Person } from '../api.ts';
import { runCli } from '../cli.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { makeClip, makePhoneClip, phone } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { runningBelow } from '../server-processes.ts';
import { testDatabase, testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
const database = await testDatabase(undo);
let server: RunningServer;
let author: Person;
let stranger: Person;
let portrait: Uint8Array;
let landscape: Uint8Array;

beforeAll(async () => {
  server = await testServer(undo, { env: { DATABASE_URL: database.url } });
  [author, stranger] = await Promise.all([register(server.url), register(server.url)]);
  portrait = await readFile(await makePhoneClip(folder));
  const picture = 'testsrc2=s=320x180:r=30:d=1';
  landscape = await readFile(await makeClip(join(folder, 'wide.mp4'), { picture, encoding: phone }));
});

/** Sends bytes that are only to be joined; tells their asset. */
async function sendTake({ api }: Person, bytes: Uint8Array): Promise<string> {
  const body = { fileName: 'take.mp4', sizeBytes: bytes.length, forTakes: true };
  const upload = await api.call('createUpload', { body });
  await sendParts(api, upload, bytes);
  await api.call('completeUpload', { params: { id: upload.id } });
  return upload.assetId;
}

const joinTakes = (assetIds: string[], { api }: Person = author) =>
  api.call('joinTakes', { body: { assetIds } }).then(({ assetId }) => assetId);

const takesOf = (id: string, { api }: Person = author) => api.call('joinedTakes', { params: { id } });

async function assetsOf({ api }: Person): Promise<string[]> {
  return (await api.call('myAssets', { query: { limit: 100 } })).items.map(({ id }) => id);
}

const ofVideo = (assetId: string) => ({ assetId, title: 'In three takes', visibility: 'public' as const });

test('takes of one’s own become one video, and what was sent only for that goes', async () => {
  const own = await publish(author, { file: portrait, visibility: 'private' });
  const sent = [await sendTake(author, portrait), await sendTake(author, landscape)] as const;
  // A take is whole as soon as it is here: nothing is made of it, and nobody can be shown it.
  const assets = await author.api.call('myAssets', { query: { limit: 100 } });
  expect(assets.items.find(({ id }) => id === sent[0])).toMatchObject({ state: 'ready', durationMs: null });
  await expect(author.api.call('createVideo', { body: ofVideo(sent[0]) })).rejects.toMatchObject({
    code: 'asset_for_takes',
  });
  await expect(
    author.api.call('putVideoSource', { params: { id: own.videoId }, body: { assetId: sent[0] } }),
  ).rejects.toMatchObject({ code: 'asset_for_takes' });

  const takes = [sent[0], own.assetId, sent[1]];
  const assetId = await joinTakes(takes);
  const { id } = await author.api.call('createVideo', { body: ofVideo(assetId) });
  const video = await waitForVideo(author.api, id, ({ playable }) => playable);
  expect(video).toMatchObject({ widthPx: 320, heightPx: 568 });
  expect(Math.abs((video.durationMs ?? 0) - 5000)).toBeLessThan(60);
  expect(video.pipeline?.[0]).toMatchObject({
    ...{ stage: 'upload', state: 'done', reason: { codes: ['joined_takes'] } },
  });
  expect(await takesOf(assetId)).toMatchObject({ takes, progress: 1, failure: null });
  const left = await assetsOf(author);
  expect(left).toEqual(expect.arrayContaining([assetId, own.assetId]));
  for (const take of sent) expect(left).not.toContain(take);
  await expect(takesOf(assetId, stranger)).rejects.toMatchObject({ code: 'not_found' });
});

test('the command line makes one video of several files', async () => {
  await writeFile(join(folder, 'one.mp4'), portrait);
  await writeFile(join(folder, 'two.mp4'), landscape);
  const env = { WEIREEL_SERVER: server.url, WEIREEL_TOKEN: author.token, XDG_CONFIG_HOME: folder };
  const paths = ['one', 'two'].map((name) => join(folder, `${name}.mp4`));
  const title = 'From a terminal';
  const end = await runCli(env, 'publish', ...paths, '--join', '--title', title);
  expect(end).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/watch.*\tone\.mp4 \+ two\.mp4\n$/) as string,
  });
  const [video] = (await author.api.call('myVideos')).items;
  expect(video).toMatchObject({ title, visibility: 'public' });
  expect((await takesOf(video?.assetId ?? '')).takes).toHaveLength(2);
  expect(await runCli(env, 'publish', paths[0] ?? '', '--join')).toMatchObject({ code: 2 });
});

test('another’s take, one that is gone and one that is no video are told by their number', async () => {
  const own = await sendTake(author, portrait);
  const foreign = await sendTake(stranger, portrait);
  for (const other of [foreign, 'nothing000000000'])
    await expect(joinTakes([own, other])).rejects.toMatchObject({
      ...{ code: 'take_unusable', extra: { take: 2 } },
    });
  // All of it but the beginning is missing.
  const dead = await sendTake(author, landscape.subarray(0, 2000));
  const assetId = await joinTakes([own, own, dead]);
  const { id } = await author.api.call('createVideo', { body: ofVideo(assetId) });
  const { failure } = await waitForVideo(author.api, id, ({ state }) => state === 'failed');
  expect(failure).toEqual({
    code: 'take_unusable',
    message: 'One of the takes cannot be used (number 3)',
    retryable: false,
  });
  expect(await takesOf(assetId)).toMatchObject({ state: 'failed', failedTake: 3, failure });
  // The others may be joined without it.
  expect(await assetsOf(author)).toEqual(expect.arrayContaining([own, dead]));
  await author.api.call('deleteAsset', { params: { id: own } });
  await expect(joinTakes([dead, own])).rejects.toMatchObject({ extra: { take: 2 } });
});

test('takes are joined once, though the worker is killed when it has just done so', async () => {
  const { db, close } = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
  undo(close);
  const sent = [await sendTake(author, portrait), await sendTake(author, portrait)];
  await sql`create function hold_sources() returns trigger language plpgsql as $$ begin
    if new.kind = 'source' and new.attempt_id is not null then perform pg_advisory_xact_lock(270712); end if;
    return new; end $$`.execute(db);
  const undone = sql`drop function hold_sources cascade`;
  let assetId = '';
  try {
    await sql`create trigger hold after insert on artefacts for each row execute function hold_sources()`.execute(
      db,
    );
    assetId = await db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(270712)`.execute(trx);
      const joining = await joinTakes(sent);
      const worker = await runningBelow(server.pid, 'worker');
      // It has told so before it writes the row of what it has made, where it is held.
      await eventually(async () => (await takesOf(joining)).progress > 0.8, mediaLimitMs);
      process.kill(worker, 'SIGKILL');
      expect(await takesOf(joining)).toMatchObject({ state: 'joining' });
      return joining;
    });
  } finally {
    await undone.execute(db);
  }
  await eventually(async () => (await takesOf(assetId)).state !== 'joining', mediaLimitMs);
  expect(await listArtefacts(db, assetId, ['source'])).toHaveLength(1);
  const left = await assetsOf(author);
  for (const take of sent) expect(left).not.toContain(take);
});
