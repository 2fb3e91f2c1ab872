import { join } from 'node:path';
import type { Video } from '@weireel/contract';
import { decodeThumbhash } from '@weireel/media';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  apiOf,
  publish,
  register,
  signInAsAdmin,
  unfinishedJobs,
  waitForVideo,
  type Person,
} from '../api.ts';
import { runCli } from '../cli.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { h264, makeClip, phone } from '../make-clip.ts';
import { runTool } from '../run-tool.ts';
import { startServer, type RunningServer } from '../server.ts';
import { testDatabase, testFolder } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
const dataFolder = join(folder, 'data');
const env = { DATABASE_URL: (await testDatabase(undo)).url };

let server: RunningServer;
let person: Person;
/** Black for half of its four seconds. */
let late: Video;
/** A second each of red, green, blue. */
let coloured: Video;
let colouredAsset: string;

const colours = ['red', 'lime', 'blue'];
const redAt = 500;
const greenAt = 1500;
const blueAt = 2500;

beforeAll(async () => {
  server = await startServer({ dataFolder, env });
  undo(() => server.dispose());
  person = await register(server.url);
  const inputs = colours.map((colour, n) => `color=${colour}:s=320x180:r=30:d=1[${n}]`).join(';');
  const coloursFile = await makeClip(join(folder, 'colours.mp4'), {
    picture: `${inputs};[0][1][2]concat=n=3`,
    encoding: phone,
  });
  const lateFile = await makeClip(join(folder, 'late.avi'), {
    picture: 'testsrc2=s=320x180:r=25:d=4,fade=t=in:st=1.6:d=0.4',
    encoding: '-c:v mpeg4 -q:v 3 -c:a libmp3lame',
  });
  const [one, other] = await Promise.all([
    publish(person, { file: lateFile }),
    publish(person, { file: coloursFile }),
  ]);
  late = await waitForVideo(person.api, one.videoId, isReady);
  coloured = await waitForVideo(person.api, other.videoId, isReady);
  colouredAsset = other.assetId;
});

const isReady = ({ state }: Video): boolean => state === 'ready';

/** Mean red, green and blue of the first picture at an address, each 0 to 255. */
async function meanColour(path: string | null | undefined): Promise<number[]> {
  if (path == null) throw new Error('there is no picture');
  const mean = ['-frames:v', '1', '-vf', 'scale=64:64,scale=1:1:flags=area', '-pix_fmt', 'rgb24'];
  const { stdout } = await runTool('ffmpeg', ['-i', server.url + path, ...mean, '-f', 'rawvideo', 'pipe:1']);
  return [...stdout];
}

/** The name of what a cover nearly is. */
async function colourOf(video: Video): Promise<string> {
  const [red = 0, green = 0, blue = 0] = await meanColour(video.playback?.posterUrl);
  if (red > 180 && green < 90 && blue < 90) return 'red';
  if (green > 180 && red < 90 && blue < 90) return 'lime';
  return blue > 180 && red < 90 && green < 90 ? 'blue' : `${red}, ${green}, ${blue}`;
}

async function chooseCover(id: string, coverTimeMs: number | null): Promise<Video> {
  const { title, description, tags, categoryId, visibility } = coloured;
  const body = { title, description, tags, categoryId, visibility, coverTimeMs };
  return person.api.call('putVideoDetails', { params: { id }, body });
}

function find(id: string): Promise<Video> {
  return person.api.call('video', { params: { id } });
}

/** Waits until a video's cover is of this colour. */
async function waitForColour(id: string, colour: string): Promise<Video> {
  let now = await find(id);
  await eventually(async () => {
    now = await find(id);
    return (await colourOf(now)) === colour;
  }, mediaLimitMs);
  return now;
}

describe('a clip that begins in black', () => {
  test('gets a cover, a placeholder and a preview that are not', async () => {
    const { playback } = late;
    for (const path of [playback?.posterUrl, playback?.previewUrl]) {
      const mean = await meanColour(path);
      expect(Math.max(...mean)).toBeGreaterThan(25);
    }
    const blurred = decodeThumbhash(Buffer.from(playback?.placeholder ?? '', 'base64'));
    expect(blurred).toMatchObject({ widthPx: 32, heightPx: 18 });
    expect(Math.max(...(blurred?.rgba ?? []).filter((_, n) => n % 4 !== 3))).toBeGreaterThan(60);
  });

  test('offers its author pictures that are not black', async () => {
    const { items, nextCursor } = await person.api.call('videoCovers', { params: { id: late.id } });
    expect(nextCursor).toBeNull();
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThanOrEqual(6);
    expect(items.map(({ atMs }) => atMs)).toEqual(items.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    for (const { atMs, imageUrl, widthPx, heightPx, score } of items) {
      expect(atMs).toBeGreaterThanOrEqual(1600);
      expect({ widthPx, heightPx }).toEqual({ widthPx: 320, heightPx: 180 });
      expect(score).toBeGreaterThan(0);
      expect(Math.max(...(await meanColour(imageUrl)))).toBeGreaterThan(30);
    }
  });
});

describe('a cover that the author chooses', () => {
  test('takes the place of the former one when it is ready, and goes back to ours', async () => {
    const ours = await find(coloured.id);
    expect(ours.coverTimeMs).toBeNull();
    const answer = await chooseCover(coloured.id, blueAt);
    expect(answer.coverTimeMs).toBe(blueAt);
    const blue = await waitForColour(coloured.id, 'blue');
    expect(blue.playback?.posterUrl).not.toBe(ours.playback?.posterUrl);
    expect(blue.playback?.placeholder).not.toBe(ours.playback?.placeholder);

    await chooseCover(coloured.id, greenAt);
    const green = await waitForColour(coloured.id, 'lime');
    // Whoever has the page of a minute ago open still sees its cover.
    expect((await fetch(server.url + (blue.playback?.posterUrl ?? ''))).status).toBe(200);
    expect(green.playback?.posterUrl).not.toBe(blue.playback?.posterUrl);

    const back = await chooseCover(coloured.id, null);
    expect(back).toMatchObject({ coverTimeMs: null });
    expect(back.playback?.posterUrl).toBe(ours.playback?.posterUrl);
    expect(back.playback?.placeholder).toBe(ours.playback?.placeholder);
  });

  test('stays when the details are written without it', async () => {
    await chooseCover(coloured.id, blueAt);
    const { title, description, tags, categoryId, visibility } = coloured;
    const body = { title, description, tags, categoryId, visibility };
    const answer = await person.api.call('putVideoDetails', { params: { id: coloured.id }, body });
    expect(answer.coverTimeMs).toBe(blueAt);
    await waitForColour(coloured.id, 'blue');
  });

  test('is the last one of many choices', async () => {
    for (const atMs of [redAt, greenAt, blueAt, greenAt, redAt]) await chooseCover(coloured.id, atMs);
    await waitForColour(coloured.id, 'red');
    const admin = await signInAsAdmin(server.url);
    await eventually(async () => (await unfinishedJobs(admin.api)) === 0, mediaLimitMs);
    expect(await colourOf(await find(coloured.id))).toBe('red');
  });

  test('beyond the end is the last picture', async () => {
    await chooseCover(coloured.id, 3_600_000);
    expect(await waitForColour(coloured.id, 'blue')).toMatchObject({ coverTimeMs: 3_600_000 });
  });

  test('belongs to one video, not to others of the same file', async () => {
    const body = { assetId: colouredAsset, title: 'Another', visibility: 'private' as const };
    const other = await person.api.call('createVideo', { body: { ...body, coverTimeMs: greenAt } });
    await waitForColour(other.id, 'lime');
    expect(await colourOf(await find(coloured.id))).toBe('blue');
    await person.api.call('deleteVideo', { params: { id: other.id } });
  });

  test('while the file is on its way is there when the video is ready', async () => {
    const file = await makeClip(join(folder, 'early.mp4'), {
      picture: `color=red:s=320x180:r=30:d=2[0];color=blue:s=320x180:r=30:d=2[1];[0][1]concat=n=2`,
      encoding: `${h264} -an`,
      hasSound: false,
    });
    const { videoId } = await publish(person, { file, coverTimeMs: 3000 });
    const video = await waitForVideo(person.api, videoId, isReady);
    expect(await colourOf(video)).toBe('blue');
  });
});

describe('a server that is killed while it makes a cover', () => {
  test('makes it after its next start, and leaves nothing behind', async () => {
    await chooseCover(coloured.id, greenAt);
    await server.kill9();
    server = await startServer({ dataFolder, env });
    person = { ...person, url: server.url, api: apiOf(server.url, person.token) };
    await waitForColour(coloured.id, 'lime');
    const admin = await signInAsAdmin(server.url);
    await eventually(async () => (await unfinishedJobs(admin.api)) === 0, mediaLimitMs);
    await server.stop();
    const installation = { WEIREEL_DATA: dataFolder, ...env };
    const sweep = await runCli(installation, 'admin', 'sweep', '--now');
    expect(sweep).toMatchObject({ code: 0, stderr: '' });
    const reconcile = await runCli(installation, 'admin', 'reconcile', '--dry-run');
    expect(reconcile).toMatchObject({ code: 0, stdout: 'Records and files agree\n' });
  });
});
