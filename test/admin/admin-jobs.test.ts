import { join } from 'node:path';
import type { Job, JobQueue } from '@weireel/contract';
import { connect } from '@weireel/db';
import { beforeAll, describe, expect, test } from 'vitest';
import { publish, register, signInAsAdmin, waitForVideo, type Person } from '../api.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { send } from '../http.ts';
import { h264, makeClip, makePhoneClip } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testDatabase, testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
const database = await testDatabase(undo);
const { db, close } = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
undo(close);
let server: RunningServer;
let admin: Person;
let author: Person;
let long: string;

beforeAll(async () => {
  server = await testServer(undo, { env: { DATABASE_URL: database.url, WEIREEL_WORKERS: '1' } });
  admin = await signInAsAdmin(server.url);
  author = await register(server.url, 'Author');
  // Long enough to be met while it is encoded, and cancelled by then.
  const picture = 'testsrc2=s=1280x720:r=30:d=60';
  const encoding = `${h264} -preset ultrafast`;
  long = await makeClip(join(folder, 'long.mp4'), { picture, encoding, hasSound: false });
});

function queue(): Promise<JobQueue> {
  return admin.api.call('adminQueue');
}

async function untilRunning(isWanted: (job: Job) => boolean): Promise<Job> {
  let found: Job | undefined;
  await eventually(async () => {
    const { pools } = await queue();
    found = pools.flatMap(({ running }) => running).find(isWanted);
    return found !== undefined;
  }, mediaLimitMs);
  if (!found) throw new Error('the job has ended');
  return found;
}

describe('what administrators see of jobs', () => {
  test('running ones with person, video, step and what FFmpeg uses; waiting ones with their places', async () => {
    const first = await publish(author, { file: long, title: 'Long' });
    const running = await untilRunning(
      ({ kind, usage, progress }) =>
        kind === 'process_ladder' && usage !== null && usage.cpuShare > 0 && progress > 0,
    );
    expect(running).toMatchObject({
      ...{
        pool: 'rest',
        stage: 'ladder',
        assetId: first.assetId,
        place: null,
        state: 'running',
        cancellable: true,
      },
      owner: { id: author.id, nickname: 'Author' },
      video: { id: first.videoId, title: 'Long' },
    });
    expect(running.usage?.memoryBytes).toBeGreaterThan(1_000_000);
    const estimated = await author.api.call('video', { params: { id: first.videoId } });
    expect(estimated.pipeline?.find(({ stage }) => stage === 'ladder')).toMatchObject({ state: 'running' });

    // One after the other: a ladder joins the line when its first playable is there.
    const others = [];
    let waiting: Job[] = [];
    for (const title of ['Second', 'Third']) {
      others.push(await publish(author, { file: long, title }));
      await eventually(async () => {
        waiting = (await queue()).pools.find(({ pool }) => pool === 'rest')?.waiting ?? [];
        return waiting.length === others.length;
      }, mediaLimitMs);
    }
    expect(waiting.map(({ place, video }) => [place, video?.title])).toEqual([
      [1, 'Second'],
      [2, 'Third'],
    ]);
    const rest = (await queue()).pools.find(({ pool }) => pool === 'rest');
    expect(rest).toMatchObject({ slots: 1, waitingCount: 2 });

    // The one that runs, and one that waits.
    const cancelled = await admin.api.call('adminCancelJob', { params: { id: waiting[1]?.id ?? '' } });
    expect(cancelled).toMatchObject({ state: 'cancelled', place: null });
    await admin.api.call('adminCancelJob', { params: { id: running.id } });
    await eventually(async () => {
      const { items } = await admin.api.call('adminJobs', { query: { state: 'cancelled' } });
      return items.some(({ id }) => id === running.id);
    }, mediaLimitMs);
    const video = await author.api.call('video', { params: { id: first.videoId } });
    expect(video).toMatchObject({
      ...{ state: 'failed', playable: true, remainingMs: null },
      failure: { code: 'processing_cancelled', retryable: true },
    });
    await expect(admin.api.call('adminCancelJob', { params: { id: running.id } })).rejects.toMatchObject({
      code: 'not_cancellable',
    });
    for (const { videoId } of [first, ...others]) {
      await author.api.call('deleteVideo', { params: { id: videoId } });
    }
  });

  test('a cancelled video goes on when its author tries again', async () => {
    const { videoId, assetId } = await publish(author, { file: await makePhoneClip(folder) });
    await waitForVideo(author.api, videoId, ({ state }) => state === 'ready');
    const { items } = await admin.api.call('adminJobs', { query: { limit: 100 } });
    const job = items.find((one) => one.assetId === assetId && one.kind === 'process_ladder');
    await expect(admin.api.call('adminCancelJob', { params: { id: job?.id ?? '' } })).rejects.toMatchObject({
      code: 'not_cancellable',
    });
    await db
      .updateTable('assets')
      .set({ state: 'failed', failure_code: 'processing_cancelled' })
      .where('id', '=', assetId)
      .execute();
    await author.api.call('reprocessVideo', { params: { id: videoId } });
    await waitForVideo(author.api, videoId, ({ state }) => state === 'ready');
  });

  test('the health of the installation', async () => {
    const health = await admin.api.call('adminHealth');
    expect(health).toMatchObject({
      ...{ database: { ok: true }, storage: { ok: true }, ffmpeg: { ok: true } },
      workers: [{ slots: { rest: 1 } }],
    });
    expect(health.database.version).toMatch(/^PostgreSQL \d+/);
    expect(health.storage.freeBytes).toBeGreaterThan(0);
    expect(health.ffmpeg.version).toMatch(/^\d/);
  });

  test('with what uploaded files could do where a worker runs, in sentences', async () => {
    // As workers on a machine without namespaces say, and one of a version to come.
    await db
      .updateTable('workers')
      .set({ sandbox_gaps: ['reaches_network', 'reads_secrets', 'of_the_future'] })
      .execute();
    expect((await admin.api.call('adminHealth')).warnings).toEqual([
      { code: 'reaches_network', message: 'FFmpeg can reach the network' },
      { code: 'reads_secrets', message: 'FFmpeg can read the secrets of this installation' },
    ]);
    const inChinese = await send(admin.url, '/api/v1/admin/health', { token: admin.token });
    expect(inChinese.text).toContain('FFmpeg 可以访问网络');
  });

  test('is nobody else’s business', async () => {
    for (const name of ['adminQueue', 'adminHealth', 'adminJobs'] as const) {
      await expect(author.api.call(name)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

test('while something waits, its author is told how long, once there is experience', async () => {
  const clip = await makePhoneClip(folder, 'experience.mp4');
  const { videoId } = await publish(author, { file: clip });
  await waitForVideo(author.api, videoId, ({ state }) => state === 'ready');
  const slow = await publish(author, { file: long, title: 'Slow' });
  const estimated = await waitForVideo(author.api, slow.videoId, (video) => video.remainingMs !== null);
  expect(estimated.remainingMs).toBeGreaterThan(0);
  const found = await (
    await register(server.url)
  ).api
    .call('video', { params: { id: slow.videoId } })
    .catch(() => null);
  expect(found?.remainingMs ?? null).toBeNull();
  await author.api.call('deleteVideo', { params: { id: slow.videoId } });
});
