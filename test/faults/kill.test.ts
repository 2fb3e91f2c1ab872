import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError, type Api } from '@weireel/client';
import type { Video } from '@weireel/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { register, waitForVideo } from '../api.ts';
import { leftoversOf } from '../leftovers.ts';
import { addNothing, h264, makeClip, phone, type Recipe } from '../make-clip.ts';
import { brokenPromises, createPatientClient } from '../patient-client.ts';
import { runTool } from '../run-tool.ts';
import { anySeed, createRandom } from '../seeded-random.ts';
import { runningBelow } from '../server-processes.ts';
import { launchServer, startServer, type Launch, type RunningServer } from '../server.ts';

const root = await mkdtemp(join(tmpdir(), 'weireel-test-'));
const launched: Launch[] = [];

afterAll(async () => {
  for (const launch of launched) await launch.dispose();
  await rm(root, { recursive: true });
});

/** What is uploaded: fit for a copy, to be encoded, and larger than one part. */
const recipes: Record<string, Recipe> = {
  copied: { picture: 'testsrc2=s=320x568:r=30:d=2', encoding: phone },
  encoded: { picture: 'testsrc2=s=480x360:r=25:d=4', encoding: '-c:v mpeg4 -q:v 4 -c:a libmp3lame' },
  parts: {
    picture: 'testsrc2=s=640x360:r=30:d=2',
    encoding: `${h264} -an`,
    hasSound: false,
  },
};
const extensions: Record<string, string> = { encoded: 'avi' };
/** A part has 4 MiB. */
const paddingBytes = 17_000_000;

const cuts = 10;
/** A cut comes at the latest this long after the start. */
const startMs = 1500;
/** Or this long after the server is ready: jobs of a killed worker are taken over after three seconds. */
const workMs = 6000;

describe('a server that is killed with everything below it', () => {
  test('at ten random moments keeps what it acknowledged, and leaves nothing behind (UPL-7)', async () => {
    const seed = Number(process.env['WEIREEL_TEST_SEED'] ?? anySeed());
    process.stderr.write(`power cuts with WEIREEL_TEST_SEED=${seed}\n`);
    const random = createRandom(seed);
    const dataFolder = join(root, 'cut');
    const files = await makeFiles(join(root, 'clips'));

    const first = await serve(dataFolder);
    const person = await register(first.url);
    const client = createPatientClient(person.token);
    client.moveTo(first.url);
    for (const file of files.splice(0, 2)) void client.publish(file);
    await pause(random() * workMs);
    await cut(first);

    for (let n = 1; n < cuts; n += 1) {
      const launch = await launchServer({ dataFolder });
      launched.push(launch);
      // Every third time the power fails while it is starting.
      const isEarly = n % 3 === 0;
      if (!isEarly) {
        const url = await launch.ready;
        client.moveTo(url);
        for (const file of files.splice(0, 1)) void client.publish(file);
        expect(await brokenPromises(client.api, client.promises)).toEqual([]);
      }
      await pause(random() * (isEarly ? startMs : workMs));
      client.moveTo(null);
      await cut(launch);
    }

    const last = await serve(dataFolder);
    client.moveTo(last.url);
    for (const file of files.splice(0)) void client.publish(file);
    expect(await brokenPromises(client.api, client.promises)).toEqual([]);
    await client.allPublished();
    const { items } = await client.api.call('myVideos', { query: { limit: 100 } });
    expect(items.map(({ id }) => id).sort()).toEqual([...client.promises.videoIds.values()].sort());
    for (const { id } of items) {
      const { state, playback } = await waitForVideo(client.api, id);
      expect(state).toBe('ready');
      for (const path of [playback?.hlsUrl, playback?.mp4Url]) await playWhole(`${last.url}${path ?? ''}`);
    }
    expect((await client.api.call('myUploads', {})).items).toEqual([]);
    await last.stop();

    expect(await leftoversOf(dataFolder)).toEqual([]);
  });
});

describe('a server of which one process is killed', () => {
  test('goes on by itself', async () => {
    const dataFolder = join(root, 'part');
    const server = await serve(dataFolder);
    const person = await register(server.url);
    const client = createPatientClient(person.token);
    client.moveTo(server.url);
    const folder = join(root, 'more');
    for (const [n, program] of (['postgres', 'worker', 'ffmpeg'] as const).entries()) {
      const [file = ''] = await makeFiles(join(folder, String(n)), ['encoded']);
      await client.publish(file);
      process.kill(await runningBelow(server.pid, program), 'SIGKILL');
    }
    await client.allPublished();
    for (const id of client.promises.videoIds.values()) {
      const video = await waitPatiently(client.api, id);
      expect(video.state).toBe('ready');
    }
    expect(await server.stop()).toEqual({ code: 0, signal: null });
  });
});

async function serve(dataFolder: string): Promise<RunningServer> {
  const server = await startServer({ dataFolder });
  launched.push(server);
  return server;
}

/** Kills the server with everything below it; that it had ended before by itself would be a failure. */
async function cut(launch: Launch): Promise<void> {
  await launch.kill9();
  expect(await launch.ended, launch.log()).toEqual({ code: null, signal: 'SIGKILL' });
}

/** Clips with names of their own, kinds mixed. */
async function makeFiles(folder: string, kinds = Object.keys(recipes)): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const clips: string[] = [];
  for (const kind of kinds) {
    const recipe = recipes[kind];
    if (recipe === undefined) throw new TypeError(`there is no recipe ${kind}`);
    const clip = await makeClip(join(folder, `${kind}.${extensions[kind] ?? 'mp4'}`), recipe);
    clips.push(kind === 'parts' ? await addNothing(clip, paddingBytes) : clip);
  }
  if (clips.length === 1) return clips;
  return Promise.all(
    Array.from({ length: cuts }, async (_, n) => {
      const clip = clips[n % clips.length] ?? '';
      const path = join(folder, `${n} ${basename(clip)}`);
      await copyFile(clip, path);
      return path;
    }),
  );
}

/** Reads every packet of all streams; FFmpeg must have nothing to complain about. */
async function playWhole(url: string): Promise<void> {
  const { stderr } = await runTool('ffmpeg', ['-i', url, '-map', '0', '-c', 'copy', '-f', 'null', '-']);
  expect(stderr).toBe('');
}

/** Waits for a video while its server may answer with errors for a moment. */
async function waitPatiently(api: Api, id: string): Promise<Video> {
  for (;;) {
    try {
      return await waitForVideo(api, id);
    } catch (error) {
      if (!(error instanceof ApiError && error.status >= 500)) throw error;
      await pause(100);
    }
  }
}
