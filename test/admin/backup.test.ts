import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Video } from '@weireel/contract';
import { afterAll, expect, test } from 'vitest';
import { apiOf, publish, register, waitForVideo, type Person } from '../api.ts';
import { runAdmin } from '../cli.ts';
import { addNothing, h264, makeClip, makePhoneClip } from '../make-clip.ts';
import { runTool } from '../run-tool.ts';
import { startServer, type RunningServer } from '../server.ts';

const root = await mkdtemp(join(tmpdir(), 'weireel-test-'));
const servers: RunningServer[] = [];

afterAll(async () => {
  for (const server of servers) await server.dispose();
  await rm(root, { recursive: true });
});

async function serve(dataFolder: string): Promise<RunningServer> {
  const server = await startServer({ dataFolder });
  servers.push(server);
  return server;
}

async function sendPart(person: Person, uploadId: string, n: number, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const headers = { 'x-sha256': sha256 };
  return (await person.api.call('putPart', { params: { id: uploadId, n }, bytes, headers })).etag;
}

/** Reads everything of a video with FFmpeg, which must have nothing to complain about. */
async function playWhole(url: string, path: string | null | undefined): Promise<void> {
  if (path == null) throw new Error('there is nothing to play');
  const { stderr } = await runTool('ffmpeg', [
    '-i',
    `${url}${path}`,
    '-map',
    '0',
    '-c',
    'copy',
    '-f',
    'null',
    '-',
  ]);
  expect(stderr).toBe('');
}

test('a backup of a working server becomes the same installation elsewhere', async () => {
  const phone = await makePhoneClip(root);
  const picture = 'testsrc2=s=640x360:r=30:d=2';
  const small = await makeClip(join(root, 'large.mp4'), { picture, encoding: h264, hasSound: false });
  const large = await readFile(await addNothing(small, 9_000_000));
  const slow = await makeClip(join(root, 'slow.avi'), {
    picture: 'testsrc2=s=854x480:r=30:d=10',
    encoding: '-c:v mpeg4 -q:v 3 -c:a mp3',
  });

  const old = await serve(join(root, 'old'));
  const person = await register(old.url);
  const readyId = (await publish(person, { file: phone, visibility: 'private' })).videoId;
  const ready = await waitForVideo(person.api, readyId);

  const upload = await person.api.call('createUpload', {
    body: { fileName: 'large.mp4', sizeBytes: large.length },
  });
  const { partSizeBytes, partCount } = upload;
  const parts = Array.from({ length: partCount }, (_, n) =>
    large.subarray(n * partSizeBytes, (n + 1) * partSizeBytes),
  );
  expect(partCount).toBeGreaterThan(1);
  const arrivingBody = { assetId: upload.assetId, title: 'arriving', visibility: 'public' } as const;
  const arriving = await person.api.call('createVideo', { body: arrivingBody });
  const etag = await sendPart(person, upload.id, 1, parts[0] ?? new Uint8Array());

  const slowId = (await publish(person, { file: slow })).videoId;
  const isStarted = (video: Video): boolean =>
    video.pipeline?.some(({ stage, state }) => stage === 'first_playable' && state !== 'waiting') === true;
  const inWork = await waitForVideo(person.api, slowId, isStarted);
  expect(inWork.state).toBe('processing');

  const folder = join(root, 'the backup');
  const backup = await runAdmin(old.dataFolder, 'backup', folder);
  expect(backup).toMatchObject({ code: 0, stderr: '' });
  expect(backup.stdout).toContain('Backed up to');
  expect(await runAdmin(old.dataFolder, 'backup', folder)).toMatchObject({ code: 1 });
  // The old machine is gone, whatever it was doing.
  await old.kill9();
  await rm(old.dataFolder, { recursive: true });

  const place = join(root, '新的 place');
  const restored = await runAdmin(place, 'restore', folder);
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  const again = await runAdmin(place, 'restore', folder);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('is not empty');

  const server = await serve(place);
  const same: Person = { ...person, url: server.url, api: apiOf(server.url, person.token) };
  expect((await same.api.call('me')).id).toBe(person.id);
  const { token } = await apiOf(server.url).call('login', {
    body: { account: person.account, password: 'correct horse 8' },
  });
  expect(token).not.toBe('');

  // The address that was given out before, with its signature.
  await playWhole(server.url, ready.playback?.hlsUrl);
  await playWhole(server.url, ready.playback?.mp4Url);
  expect((await fetch(`${server.url}${ready.playback?.posterUrl ?? ''}`)).status).toBe(200);

  const resumed = await same.api.call('upload', { params: { id: upload.id } });
  expect(resumed.parts).toEqual([{ n: 1, sizeBytes: partSizeBytes, etag }]);
  for (let n = 2; n <= partCount; n += 1) {
    await sendPart(same, upload.id, n, parts[n - 1] ?? new Uint8Array());
  }
  await same.api.call('completeUpload', { params: { id: upload.id } });
  for (const id of [arriving.id, slowId]) {
    const video = await waitForVideo(same.api, id);
    expect(video.state).toBe('ready');
    await playWhole(server.url, video.playback?.hlsUrl);
  }
  await server.stop();
  const sweep = await runAdmin(place, 'sweep', '--now');
  expect(sweep.code).toBe(0);
  expect(await runAdmin(place, 'reconcile', '--dry-run')).toMatchObject({
    code: 0,
    stdout: 'Records and files agree\n',
  });
});

test('a folder without a finished backup is refused', async () => {
  const { code, stderr } = await runAdmin(join(root, 'nothing'), 'restore', root);
  expect(code).toBe(1);
  expect(stderr).toContain('holds no finished backup');
});
