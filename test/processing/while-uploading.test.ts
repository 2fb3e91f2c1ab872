import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError } from '@weireel/client';
import type { CreatedUpload, Video } from '@weireel/contract';
import { validateHls } from '@weireel/hls';
import { findMovie, orderParts } from '@weireel/upload';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, register, signInAsAdmin, unfinishedJobs, waitForVideo, type Person } from '../api.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { leftoversOf } from '../leftovers.ts';
import { h264, makeClip } from '../make-clip.ts';
import { runTool } from '../run-tool.ts';
import type { RunningServer } from '../server.ts';
import { listBelow } from '../server-processes.ts';
import { testDatabase, testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const root = await testFolder(undo);
const env = { DATABASE_URL: (await testDatabase(undo)).url };

/** Some noise, so that seconds of a small picture fill many of the smallest parts. */
const picture = 'testsrc2=s=320x180:r=30:d=10,noise=alls=12:allf=t';
const copied = `${h264} -crf 20 -c:a aac -ac 2`;
const encoded = '-c:v mpeg4 -q:v 3 -c:a aac -ac 2';
const smallestPartBytes = 256 * 1024;

/** Clips by what is special about them. */
const clips = {
  'its header at the end': [picture, copied],
  'its header at the start': [picture, `${copied} -movflags +faststart`],
  'a picture that must be encoded': [picture, encoded],
} as const;
type ClipName = keyof typeof clips;

const files = new Map<string, Buffer>();
let server: RunningServer;
let person: Person;

beforeAll(async () => {
  for (const [name, [picture, encoding]] of Object.entries(clips)) {
    const path = await makeClip(join(root, `${files.size}.mp4`), { picture, encoding });
    files.set(name, await readFile(path));
  }
  server = await testServer(undo, { dataFolder: join(root, 'data'), env });
  person = await register(server.url);
});

/** An upload whose parts a test sends as it likes. */
interface SlowUpload extends CreatedUpload {
  /** The file. */
  bytes: Buffer;
  /** Numbers of its parts in the order in which a client sends them. */
  order: number[];
  /** The video that was made of it at once. */
  videoId: string;
}

async function begin(bytes: Buffer, sha256?: string): Promise<SlowUpload> {
  const { api } = person;
  const upload = await api.call('createUpload', {
    body: {
      ...{ fileName: 'clip.mp4', sizeBytes: bytes.length, partSizeBytes: smallestPartBytes },
      ...(sha256 !== undefined && { sha256 }),
    },
  });
  expect(upload.partCount).toBeGreaterThan(2);
  const found = await findMovie((from, to) => Promise.resolve(bytes.subarray(from, to)), bytes.length);
  const body = { assetId: upload.assetId, title: 'While it is uploading', visibility: 'public' } as const;
  const { id: videoId } = await api.call('createVideo', { body });
  const { partSizeBytes } = upload;
  const movie = found.outcome === 'found' ? found.movie : null;
  return { ...upload, bytes, videoId, order: orderParts({ partSizeBytes, sizeBytes: bytes.length }, movie) };
}

async function send(upload: SlowUpload, numbers: number[]): Promise<void> {
  for (const n of numbers) {
    const part = upload.bytes.subarray((n - 1) * upload.partSizeBytes, n * upload.partSizeBytes);
    const headers = { 'x-sha256': createHash('sha256').update(part).digest('hex') };
    await person.api.call('putPart', { params: { id: upload.id, n }, bytes: part, headers });
  }
}

/** Sends all parts but the last and waits until the video plays for its author. */
async function sendUntilItPlays(upload: SlowUpload): Promise<Video> {
  await send(upload, upload.order.slice(0, -1));
  const video = await waitForVideo(person.api, upload.videoId, ({ playable }) => playable);
  expect(video.state).toBe('uploading');
  return video;
}

const complete = (upload: SlowUpload) => person.api.call('completeUpload', { params: { id: upload.id } });

function masterOf({ playback }: Video): string {
  return `${server.url}${playback?.hlsUrl ?? ''}`;
}

async function read(url: string) {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
}

async function read404(url: string): Promise<boolean> {
  return (await read(url)).status === 404;
}

describe('an upload', () => {
  test.each(Object.keys(clips) as ClipName[])(
    // as: the keys of what is written above
    'of a clip with %s plays before its last part is sent, for its author alone',
    async (name) => {
      const upload = await begin(files.get(name) ?? Buffer.alloc(0));
      const early = await sendUntilItPlays(upload);
      const master = masterOf(early);
      const list = master.replace('master.m3u8', 'v0/index.m3u8');
      expect((await read(list)).text).not.toContain('#EXT-X-ENDLIST');
      expect(early.publishedAt).toBeNull();
      const isCopy = !name.includes('encoded');
      const hasCover = ({ playback }: Video): boolean => playback?.posterUrl != null;
      expect(await waitForVideo(person.api, upload.videoId, hasCover)).toMatchObject({ state: 'uploading' });
      const made = early.pipeline?.find(({ stage }) => stage === 'first_playable');
      expect(made?.reason === undefined).toBe(isCopy);
      const others = [apiOf(server.url), (await register(server.url)).api];
      for (const api of others) {
        const asked = api.call('video', { params: { id: upload.videoId } });
        await expect(asked).rejects.toMatchObject({ code: 'not_found' });
        const { items } = await api.call('feed', { query: { kind: 'latest', limit: 100 } });
        expect(items.map(({ id }) => id)).not.toContain(upload.videoId);
      }

      await send(upload, upload.order.slice(-1));
      await complete(upload);
      await eventually(async () => (await read(list)).text.includes('#EXT-X-ENDLIST'), mediaLimitMs);
      const { findings } = await validateHls({ uri: master, read: readFileOf, isCopy });
      expect(findings).toEqual([]);
      const seen = await others[0]?.call('video', { params: { id: upload.videoId } });
      expect(seen?.playable).toBe(true);
      const ready = await waitForVideo(person.api, upload.videoId);
      expect(ready).toMatchObject({ state: 'ready', playable: true });
      expect(Math.abs((ready.durationMs ?? 0) - 10_000)).toBeLessThan(100);
    },
  );

  test('that its author cancels leaves nothing, though it played', async () => {
    const upload = await begin(files.get('its header at the end') ?? Buffer.alloc(0));
    const master = masterOf(await sendUntilItPlays(upload));
    await person.api.call('cancelUpload', { params: { id: upload.id } });
    const asked = person.api.call('video', { params: { id: upload.videoId } });
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
    await eventually(() => read404(master), mediaLimitMs);
    const folder = join(server.dataFolder, 'blobs', 'blobs', 'assets', upload.assetId);
    await eventually(() => !existsSync(folder));
    await eventually(async () => (await listBelow(server.pid, 'ffmpeg')).length === 0);
  });

  test('that turns out to be another file plays no more (UPL-15)', async () => {
    const upload = await begin(files.get('its header at the end') ?? Buffer.alloc(0), '0'.repeat(64));
    const master = masterOf(await sendUntilItPlays(upload));
    await send(upload, upload.order.slice(-1));
    await expect(complete(upload)).rejects.toMatchObject({ code: 'checksum_mismatch' });
    const video = await person.api.call('video', { params: { id: upload.videoId } });
    expect(video).toMatchObject({ state: 'failed', failure: { code: 'checksum_mismatch' } });
    expect(video).toMatchObject({ playable: false, playback: null });
    await eventually(() => read404(master), mediaLimitMs);
    await expect(send(upload, [1])).rejects.toMatchObject({ code: 'checksum_mismatch' });
  });

  test('of which a part is sent anew with other bytes is made anew', async () => {
    const upload = await begin(files.get('its header at the start') ?? Buffer.alloc(0));
    const early = await sendUntilItPlays(upload);
    const changed = Buffer.from(upload.bytes);
    // In the middle of a picture of the second part.
    changed.fill(0x55, upload.partSizeBytes + 100_000, upload.partSizeBytes + 100_100);
    await send({ ...upload, bytes: changed }, [2, ...upload.order.slice(-1)]);
    await complete(upload);
    const isElsewhere = (video: Video): boolean => masterOf(video) !== masterOf(early);
    expect((await waitForVideo(person.api, upload.videoId, isElsewhere)).playable).toBe(true);
    expect((await waitForVideo(person.api, upload.videoId)).state).toBe('ready');
    // Players that still have the former one are told that nothing will be added to it.
    expect((await read(masterOf(early).replace('master.m3u8', 'v0/index.m3u8'))).text).toContain(
      '#EXT-X-ENDLIST',
    );
  });

  test('whose worker is killed in the middle never stops being playable', async () => {
    const upload = await begin(files.get('its header at the end') ?? Buffer.alloc(0));
    await sendUntilItPlays(upload);
    const [worker = 0] = await listBelow(server.pid, 'worker');
    process.kill(worker, 'SIGKILL');
    await send(upload, upload.order.slice(-1));
    await complete(upload);
    const video = await waitForVideo(person.api, upload.videoId, (seen) => {
      expect(seen.playable).toBe(true);
      return seen.state === 'ready';
    });
    expect(video.state).toBe('ready');
  });
});

describe('a file that would be refused later', () => {
  test('is refused after the parts that tell, before the others are sent', async () => {
    const path = join(root, 'sound.mov');
    await runTool('ffmpeg', ['-f', 'lavfi', '-i', 'sine=d=8', '-ac', '2', '-c:a', 'pcm_s16le', path]);
    const upload = await begin(await readFile(path));
    await send(upload, upload.order.slice(0, 2));
    const video = await waitForVideo(person.api, upload.videoId, ({ state }) => state === 'failed');
    expect(video).toMatchObject({ playable: false, failure: { code: 'media_no_video' } });
    await expect(send(upload, upload.order.slice(2))).rejects.toMatchObject({
      status: 422,
      code: 'media_no_video',
    });
    await expect(complete(upload)).rejects.toBeInstanceOf(ApiError);
    expect((await person.api.call('myUploads', {})).items.map(({ id }) => id)).not.toContain(upload.id);
  });

  test('is refused with its first part when that is no video', async () => {
    const upload = await begin(Buffer.alloc(1_000_000, '#EXTM3U\n#EXTINF:1,\n/etc/passwd\n'));
    await expect(send(upload, [1])).rejects.toMatchObject({ status: 422, code: 'media_unknown_format' });
    const video = await person.api.call('video', { params: { id: upload.videoId } });
    expect(video).toMatchObject({ state: 'failed', failure: { code: 'media_unknown_format' } });
  });
});

test('after all this, nothing is left behind', async () => {
  // What is broken off is removed later, when its attempt is over.
  const admin = await signInAsAdmin(server.url);
  await eventually(async () => (await unfinishedJobs(admin.api)) === 0, mediaLimitMs);
  await server.stop();
  expect(await leftoversOf(server.dataFolder, env)).toEqual([]);
});

async function readFileOf(uri: string) {
  const response = await fetch(uri, { headers: { origin: 'https://elsewhere.invalid' } });
  return {
    bytes: new Uint8Array(await response.arrayBuffer()),
    status: response.status,
    contentType: response.headers.get('content-type'),
    headers: Object.fromEntries(response.headers),
  };
}
