import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDiskStore } from '@weireel/blob';
import type { CreatedUpload, Video } from '@weireel/contract';
import { connect } from '@weireel/db';
import { sweep } from '@weireel/upkeep';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  apiOf,
  publish,
  register,
  sendParts,
  signInAsAdmin,
  waitForVideo,
  type Person,
  type Published,
} from '../api.ts';
import { runCli } from '../cli.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { send } from '../http.ts';
import { makeClip, makePhoneClip, phone } from '../make-clip.ts';
import { startServer, type RunningServer } from '../server.ts';
import { testDatabase, testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
const database = await testDatabase(undo);
const { db, close } = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
undo(close);
let server: RunningServer;
let author: Person;
let portrait: Buffer;
let landscape: Buffer;

beforeAll(async () => {
  server = await testServer(undo, { env: { DATABASE_URL: database.url } });
  author = await register(server.url);
  portrait = await readFile(await makePhoneClip(folder));
  const path = join(folder, 'landscape.mp4');
  landscape = await readFile(
    await makeClip(path, { picture: 'testsrc2=s=320x180:r=30:d=3', encoding: phone }),
  );
});

async function readyVideo(person = author, title = 'Before'): Promise<Published> {
  const published = await publish(person, { file: portrait, title });
  await waitForVideo(person.api, published.videoId, ({ state }) => state === 'ready');
  return published;
}

function begin(person: Person, bytes: Uint8Array): Promise<CreatedUpload> {
  return person.api.call('createUpload', { body: { fileName: 'other.mp4', sizeBytes: bytes.length } });
}

async function finish(person: Person, upload: CreatedUpload, bytes: Uint8Array): Promise<void> {
  await sendParts(person.api, upload, bytes);
  await person.api.call('completeUpload', { params: { id: upload.id } });
}

function put(person: Person, videoId: string, assetId: string): Promise<Video> {
  return person.api.call('putVideoSource', { params: { id: videoId }, body: { assetId } });
}

function find(person: Person, id: string): Promise<Video> {
  return person.api.call('video', { params: { id } });
}

async function untilVideo(id: string, isWanted: (video: Video) => boolean): Promise<Video> {
  let video = await find(author, id);
  await eventually(async () => isWanted((video = await find(author, id))), mediaLimitMs);
  return video;
}

async function filesOf(assetId: string): Promise<string[]> {
  const names = await readdir(join(server.dataFolder, 'blobs'), { recursive: true }).catch(
    (error: unknown) => {
      // A folder went away while we were looking.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    },
  );
  if (names === null) return filesOf(assetId);
  return names.filter((name) => name.includes(assetId));
}

describe('another source for a video', () => {
  test('takes over when it plays; until then and afterwards nobody’s playback breaks', async () => {
    const { videoId, assetId } = await readyVideo();
    const before = await find(author, videoId);
    const upload = await begin(author, landscape);
    const waiting = await put(author, videoId, upload.assetId);
    expect(waiting).toMatchObject({
      ...{ assetId, state: 'ready', playable: true, durationMs: before.durationMs },
      replacement: { assetId: upload.assetId, state: 'uploading', fileName: 'other.mp4', failure: null },
    });
    expect(await find(await register(server.url), videoId)).toMatchObject({
      replacement: null,
      playable: true,
    });

    let looks = 0;
    const finishing = finish(author, upload, landscape);
    const after = await untilVideo(videoId, (video) => {
      looks += 1;
      expect(video).toMatchObject({ playable: true, title: 'Before', review: 'approved', id: videoId });
      return video.assetId === upload.assetId;
    });
    await finishing;
    expect(looks).toBeGreaterThan(0);
    expect(after).toMatchObject({
      ...{ replacement: null, widthPx: 320, heightPx: 180 },
      ...{ createdAt: before.createdAt, publishedAt: before.publishedAt },
    });
    expect(after.playback?.posterUrl).toBeTruthy();
    // Whoever was in the middle of the former one goes on.
    for (const path of [before.playback?.hlsUrl ?? '', before.playback?.posterUrl ?? '']) {
      expect((await send(server.url, path)).status).toBe(200);
    }
    expect(await waitForVideo(author.api, videoId, ({ state }) => state === 'ready')).toMatchObject({
      assetId: upload.assetId,
    });

    await db
      .updateTable('assets')
      .set({ replaced_at: new Date(Date.now() - 4 * 3600_000) })
      .where('id', '=', assetId)
      .execute();
    const blobs = createDiskStore(join(server.dataFolder, 'blobs'));
    const newId = () => randomUUID().replaceAll('-', '').slice(0, 16);
    expect(await sweep({ db, blobs, newId, nowMs: Date.now(), youngMs: 3600_000 })).toMatchObject({
      unusedAssets: 1,
    });
    await eventually(async () => (await filesOf(assetId)).length === 0, mediaLimitMs);
    expect(await find(author, videoId)).toMatchObject({ state: 'ready', playable: true });
  });

  test('that fails leaves the present one in place and says why; the author may give it up', async () => {
    const { videoId, assetId } = await readyVideo();
    const broken = portrait.subarray(0, 200);
    const upload = await begin(author, broken);
    await put(author, videoId, upload.assetId);
    await finish(author, upload, broken);
    const failed = await untilVideo(videoId, ({ replacement }) => replacement?.state === 'failed');
    expect(failed).toMatchObject({ assetId, state: 'ready', playable: true, failure: null });
    expect(failed.replacement?.failure).toMatchObject({ code: 'media_no_video', retryable: false });
    // The same file once more would fail once more.
    await expect(put(author, videoId, upload.assetId)).rejects.toMatchObject({ code: 'source_at_fault' });
    expect(await put(author, videoId, assetId)).toMatchObject({ assetId, replacement: null });
    await eventually(async () => (await filesOf(upload.assetId)).length === 0, mediaLimitMs);
  });

  test('cancelled while it arrives leaves the video as it is', async () => {
    const { videoId, assetId } = await readyVideo();
    const upload = await begin(author, landscape);
    await put(author, videoId, upload.assetId);
    await author.api.call('cancelUpload', { params: { id: upload.id } });
    expect(await find(author, videoId)).toMatchObject({ assetId, replacement: null, state: 'ready' });
  });

  test('makes a failed video playable', async () => {
    const { videoId } = await publish(author, { file: portrait.subarray(0, 200), title: 'Broken' });
    await waitForVideo(author.api, videoId, ({ state }) => state === 'failed');
    const upload = await begin(author, landscape);
    await put(author, videoId, upload.assetId);
    await finish(author, upload, landscape);
    const video = await untilVideo(videoId, ({ state }) => state === 'ready');
    expect(video).toMatchObject({ title: 'Broken', playable: true, failure: null, replacement: null });
    expect(video.publishedAt).not.toBeNull();
  });

  test('of several at once, one wins and the others are gone', async () => {
    const { videoId } = await readyVideo();
    const uploads = await Promise.all([landscape, landscape, landscape].map((bytes) => begin(author, bytes)));
    await Promise.all(uploads.map((upload) => put(author, videoId, upload.assetId)));
    const { replacement } = await find(author, videoId);
    const winner = uploads.find((upload) => upload.assetId === replacement?.assetId);
    expect(winner).toBeDefined();
    for (const upload of uploads) {
      if (upload === winner) continue;
      await expect(author.api.call('upload', { params: { id: upload.id } })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    if (winner) await finish(author, winner, landscape);
    await untilVideo(videoId, ({ assetId, state }) => assetId === winner?.assetId && state === 'ready');
  });

  test('is everything of the video’s when that is deleted', async () => {
    const { videoId, assetId } = await readyVideo();
    const second = await begin(author, landscape);
    await put(author, videoId, second.assetId);
    await finish(author, second, landscape);
    await untilVideo(videoId, (video) => video.assetId === second.assetId);
    const third = await begin(author, landscape);
    await put(author, videoId, third.assetId);
    await author.api.call('deleteVideo', { params: { id: videoId } });
    for (const id of [assetId, second.assetId, third.assetId]) {
      await eventually(async () => (await filesOf(id)).length === 0, mediaLimitMs);
    }
  });

  test('is refused when it is another person’s, in use, deleted, or for another’s video', async () => {
    const stranger = await register(server.url);
    const mine = await readyVideo();
    const other = await readyVideo();
    const theirs = await begin(stranger, landscape);
    const pending = await begin(author, landscape);
    await put(author, other.videoId, pending.assetId);
    const gone = await begin(author, landscape);
    await author.api.call('cancelUpload', { params: { id: gone.id } });
    const refused: [Person, string, string, string][] = [
      [author, mine.videoId, theirs.assetId, 'not_found'],
      [author, mine.videoId, gone.assetId, 'not_found'],
      [author, mine.videoId, other.assetId, 'asset_in_use'],
      [author, mine.videoId, pending.assetId, 'asset_in_use'],
      [author, 'abcdefgh12345678', pending.assetId, 'not_found'],
      [stranger, mine.videoId, theirs.assetId, 'forbidden'],
    ];
    for (const [person, videoId, assetId, code] of refused) {
      await expect(put(person, videoId, assetId)).rejects.toMatchObject({ code });
    }
    const anonymous = apiOf(server.url);
    await expect(
      anonymous.call('putVideoSource', { params: { id: mine.videoId }, body: { assetId: other.assetId } }),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(author.api.call('deleteAsset', { params: { id: pending.assetId } })).rejects.toMatchObject({
      code: 'asset_in_use',
    });
  });

  test('may come from an administrator, and belongs to the author then', async () => {
    const { videoId } = await readyVideo();
    const admin = await signInAsAdmin(server.url);
    const upload = await begin(admin, landscape);
    await put(admin, videoId, upload.assetId);
    await finish(admin, upload, landscape);
    await untilVideo(videoId, ({ assetId, state }) => assetId === upload.assetId && state === 'ready');
    const { items } = await author.api.call('myAssets', { query: { limit: 1 } });
    expect(items[0]).toMatchObject({ id: upload.assetId });
  });
});

describe('where videos are reviewed before they are seen', () => {
  test('another file has to be reviewed again, once it has taken over', async () => {
    const reviewed = await testDatabase(undo);
    const own = connect(reviewed.url, { maxConnections: 1, patience: 'upkeep', onError: () => {} });
    undo(own.close);
    const strict = await startServer({ env: { DATABASE_URL: reviewed.url, WEIREEL_REVIEW: 'before' } });
    undo(() => strict.stop());
    const person = await register(strict.url);
    const viewer = await register(strict.url);
    const { videoId } = await readyVideo(person);
    await expect(find(viewer, videoId)).rejects.toMatchObject({ code: 'not_found' });
    await own.db.updateTable('videos').set({ review: 'approved' }).where('id', '=', videoId).execute();
    expect(await find(viewer, videoId)).toMatchObject({ playable: true });

    const upload = await begin(person, landscape);
    await put(person, videoId, upload.assetId);
    expect(await find(viewer, videoId)).toMatchObject({ playable: true });
    await finish(person, upload, landscape);
    await eventually(async () => (await find(person, videoId)).assetId === upload.assetId, mediaLimitMs);
    expect(await find(person, videoId)).toMatchObject({ review: 'pending' });
    await expect(find(viewer, videoId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('from the command line', () => {
  test('a video gets another file', async () => {
    const { videoId } = await readyVideo();
    const path = join(folder, 'landscape.mp4');
    const env = { WEIREEL_SERVER: server.url, WEIREEL_TOKEN: author.token, XDG_CONFIG_HOME: folder };
    expect(await runCli(env, 'replace', videoId, path, '--wait')).toMatchObject({
      code: 0,
      stdout: `${server.url}/watch/${videoId}\tlandscape.mp4\n`,
    });
    expect(await find(author, videoId)).toMatchObject({ widthPx: 320, heightPx: 180, replacement: null });
  });

  test('a video is processed again', async () => {
    const { videoId } = await readyVideo();
    const before = await find(author, videoId);
    const env = { WEIREEL_DATA: server.dataFolder, DATABASE_URL: database.url };
    expect(await runCli(env, 'admin', 'reprocess', videoId)).toMatchObject({ code: 0 });
    const after = await untilVideo(
      videoId,
      ({ state, playback }) => state === 'ready' && playback?.hlsUrl !== before.playback?.hlsUrl,
    );
    expect(after.playable).toBe(true);
  });
});

describe('processing again', () => {
  test('makes a new edition while the old one plays', async () => {
    const { videoId } = await readyVideo();
    const before = await find(author, videoId);
    await author.api.call('reprocessVideo', { params: { id: videoId } });
    await expect(author.api.call('reprocessVideo', { params: { id: videoId } })).rejects.toMatchObject({
      code: 'still_processing',
    });
    const after = await waitForVideo(author.api, videoId, (video) => {
      expect(video.playable).toBe(true);
      return video.state === 'ready';
    });
    expect(after.playback?.hlsUrl).not.toBe(before.playback?.hlsUrl);
    expect(after.playback?.previewUrl).not.toBe(before.playback?.previewUrl);
    expect(after.playback?.mp4Url).not.toBe(before.playback?.mp4Url);
    expect((await send(server.url, before.playback?.hlsUrl ?? '')).status).toBe(200);
  });

  test('helps a video that failed by the circumstances, not one whose file is at fault', async () => {
    const { videoId, assetId } = await readyVideo();
    await db
      .updateTable('assets')
      .set({ state: 'failed', failure_code: 'media_timeout' })
      .where('id', '=', assetId)
      .execute();
    expect((await find(author, videoId)).failure).toMatchObject({ code: 'media_timeout', retryable: true });
    await author.api.call('reprocessVideo', { params: { id: videoId } });
    expect(await waitForVideo(author.api, videoId, ({ state }) => state !== 'processing')).toMatchObject({
      state: 'ready',
    });
    const broken = await publish(author, { file: portrait.subarray(0, 200) });
    await waitForVideo(author.api, broken.videoId, ({ state }) => state === 'failed');
    await expect(author.api.call('reprocessVideo', { params: { id: broken.videoId } })).rejects.toMatchObject(
      {
        code: 'source_at_fault',
      },
    );
  });
});
