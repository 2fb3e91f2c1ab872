import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApiError } from '@weireel/client';
import type { Playback, Video } from '@weireel/contract';
import { validateHls } from '@weireel/hls';
import { parseProbe, probeSections } from '@weireel/media';
import { beforeAll, describe, expect, test } from 'vitest';
import { readOverHttp } from '../../scripts/hls-check/read-over-http.ts';
import { publish, publishAll, register, waitForVideo, type Person, type Published } from '../api.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { hlgHevc, makeClip, phone } from '../make-clip.ts';
import { measureClip, type ClipMeasures } from '../measure-clip.ts';
import { damagedClips, goodClips, type Clip } from '../media.ts';
import { pictureLagMs, shownColours, wantedColours } from '../picture-signal.ts';
import { probeJson, runTool } from '../run-tool.ts';
import type { RunningServer } from '../server.ts';
import { soundLagMs } from '../sound-signal.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
const [clips, damaged] = await Promise.all([goodClips(folder), damagedClips(folder)]);

let server: RunningServer;
let person: Person;
/** The last of all clips is ready after this at the latest, even while other tests use the machine. */
const patienceMs = 2_400_000;

/** Everything is worked on at once; each test waits for its own, so that one at a time asks. */
const published = new Map<string, Promise<Published>>();
const videos = new Map<string, Promise<Video>>();

beforeAll(async () => {
  server = await testServer(undo, { env: { WEIREEL_CHECK_PERCENT: '100' } });
  person = await register(server.url);
  for (const { name, path } of [...damaged, ...clips]) {
    const one = publish(person, { file: path });
    // Its test hears of a failure.
    one.catch(() => {});
    published.set(name, one);
  }
});

/** The video that was made of a file, settled. */
function videoOf(name: string): Promise<Video> {
  const waiting = videos.get(name) ?? settled(name);
  videos.set(name, waiting);
  return waiting;
}

async function settled(name: string): Promise<Video> {
  const one = await published.get(name);
  if (one === undefined) throw new Error(`${name} was not published`);
  return waitForVideo(person.api, one.videoId, undefined, patienceMs);
}

/** What FFmpeg finds at an address, reading every packet once; it must have nothing to complain about. */
function readWhole(url: string): ReturnType<typeof readPackets> {
  const known = read.get(url) ?? readPackets(url);
  read.set(url, known);
  return known;
}

const read = new Map<string, ReturnType<typeof readPackets>>();

async function readPackets(url: string) {
  const sections = ['-show_format', '-show_streams', '-count_packets'];
  const { stdout, stderr } = await runTool('ffprobe', [...sections, '-of', 'json', url]);
  expect(stderr).toBe('');
  // ffprobe's output with these sections.
  const found = JSON.parse(new TextDecoder().decode(stdout)) as {
    format: { duration: string };
    streams: { codec_type: string; width?: number; height?: number; nb_read_packets: string }[];
  };
  const pictures = found.streams.filter(({ codec_type }) => codec_type === 'video');
  expect(found.streams.every(({ nb_read_packets }) => Number(nb_read_packets) > 0)).toBe(true);
  return {
    durationMs: Number(found.format.duration) * 1000,
    sizes: pictures.map(({ width, height }) => ({ widthPx: width, heightPx: height })),
    hasSound: found.streams.some(({ codec_type }) => codec_type === 'audio'),
    picture: parseProbe(found).video,
  };
}

/** The media playlists that a multivariant playlist names, in its order. */
async function variantsOf(playback: Playback): Promise<string[]> {
  const url = `${server.url}${playback.hlsUrl}`;
  const text = await (await fetch(url)).text();
  return text
    .split('\n')
    .flatMap((line) => (line === '' || line.startsWith('#') ? [] : [new URL(line, url).href]));
}

/** Checks everything that a player would fetch of a video. */
async function expectPlayable(video: Video, durationMs: number, hasSound: boolean): Promise<void> {
  const { playback } = video;
  if (playback?.mp4Url == null || playback.posterUrl === null)
    throw new Error('something to play is missing');
  // The last frame of AAC ends after the picture.
  const closeTo = (otherMs: number) => expect(Math.abs(otherMs - durationMs)).toBeLessThanOrEqual(100);

  const { findings } = await validateHls({ uri: `${server.url}${playback.hlsUrl}`, read: readOverHttp });
  expect(findings).toEqual([]);

  const all = await readWhole(`${server.url}${playback.hlsUrl}`);
  closeTo(all.durationMs);
  const promised = playback.renditions.map(({ widthPx, heightPx }) => ({ widthPx, heightPx }));
  expect(all.sizes).toEqual(promised);

  const variants = await variantsOf(playback);
  expect(variants).toHaveLength(promised.length);
  for (const [n, variant] of variants.entries()) {
    const rendition = await readWhole(variant);
    closeTo(rendition.durationMs);
    expect(rendition).toMatchObject({ sizes: [promised[n]], hasSound });
    expect(rendition.picture).toMatchObject({
      orientation: { turn: 0, isMirrored: false },
      pixelAspect: { num: 1, den: 1 },
      colour: { range: 'tv', primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' },
    });
  }
  const file = await readWhole(`${server.url}${playback.mp4Url}`);
  closeTo(file.durationMs);
  expect(file.hasSound).toBe(hasSound);

  const poster = await fetch(`${server.url}${playback.posterUrl}`);
  expect(poster.headers.get('content-type')).toBe('image/jpeg');
  const bytes = new Uint8Array(await poster.arrayBuffer());
  expect([...bytes.subarray(0, 2), ...bytes.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
  const picture = parseProbe(await probeJson(`${server.url}${playback.posterUrl}`, ...probeSections)).video;
  const isPortrait = (video.widthPx ?? 0) < (video.heightPx ?? 0);
  expect((picture?.codedWidthPx ?? 0) < (picture?.codedHeightPx ?? 0)).toBe(isPortrait);
}

/** Length of a playlist's segments together, in milliseconds. */
async function listedMs(url: string): Promise<number> {
  const text = await (await fetch(url)).text();
  const lengths = [...text.matchAll(/^#EXTINF:([\d.]+)/gm)].map((found) => Number(found[1]) * 1000);
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** Measures a clip or a rendition of it; colours are taken at a quarter, half and three quarters. */
function measure(path: string, { durationMs, hasSound }: Clip): Promise<ClipMeasures> {
  const atSeconds = [0.25, 0.5, 0.75].map((part) => (part * durationMs) / 1000);
  return measureClip(path, { atSeconds, hasSound });
}

/** What is seen and heard in each rendition is what the file holds, when it holds it. */
async function expectFaithful(playback: Playback, clip: Clip): Promise<void> {
  const source = parseProbe(await probeJson(clip.path, ...probeSections)).video;
  if (source === null) throw new Error('the clip has no picture');
  const before = await measure(clip.path, clip);
  const wanted = wantedColours(before, source);
  expect(wanted).toHaveLength(3);
  for (const variant of await variantsOf(playback)) {
    const rate = (await readWhole(variant)).picture?.averageFrameRate ?? { num: 1, den: 1 };
    const frameMs = (1000 * rate.den) / rate.num;
    expect(Math.abs((await listedMs(variant)) - clip.durationMs)).toBeLessThanOrEqual(frameMs);

    const after = await measure(variant, clip);
    const pictureMs = pictureLagMs(before, after);
    expect(Math.abs(pictureMs)).toBeLessThanOrEqual(frameMs + 10);
    if (clip.hasSound) {
      const soundMs = soundLagMs(before, after);
      expect(Math.abs(soundMs - pictureMs)).toBeLessThanOrEqual(frameMs);
    }
    const shown = shownColours(after);
    expect(shown).toHaveLength(3);
    for (const [n, colour] of shown.entries()) {
      expect(largestDifference(colour, wanted[n] ?? [])).toBeLessThan(5);
    }
  }
}

/** Everything is as loud as everything else, but for what can hardly be heard at all. */
async function expectLoudness(playback: Playback, clip: Clip): Promise<void> {
  const { loudness: before } = await measure(clip.path, clip);
  if (before === null) throw new Error('the clip has no sound');
  for (const variant of await variantsOf(playback)) {
    const { loudness: after } = await measure(variant, clip);
    if (after === null) throw new Error('the rendition has no sound');
    expect(after.peakDbfs).toBeLessThanOrEqual(-1);
    if (before.lufs > -46) expect(Math.abs(after.lufs + 16)).toBeLessThanOrEqual(1);
  }
}

function largestDifference(one: readonly number[], other: readonly number[]): number {
  return Math.max(...one.map((value, n) => Math.abs(value - (other[n] ?? Infinity))));
}

describe('every kind of file that people upload', () => {
  test.each(clips)('$name becomes ready and plays to its end', { timeout: patienceMs }, async (clip) => {
    const video = await videoOf(clip.name);
    expect(video).toMatchObject({ state: 'ready', failure: null, playable: true });
    expect(Math.abs((video.durationMs ?? 0) - clip.durationMs)).toBeLessThanOrEqual(50);
    expect(video.playback?.renditions.at(-1)).toMatchObject({
      widthPx: clip.widthPx,
      heightPx: clip.heightPx,
    });
    await expectPlayable(video, clip.durationMs, clip.hasSound);
    expect(video.pipeline?.map(({ state }) => state)).not.toContain('failed');
  });

  test.each(clips)('$name keeps its times and colours', { timeout: patienceMs }, async (clip) => {
    const { playback } = await videoOf(clip.name);
    if (playback === null) throw new Error('nothing to play');
    await expectFaithful(playback, clip);
  });

  test.each(clips.filter(({ hasSound }) => hasSound))(
    '$name is as loud as all others',
    { timeout: patienceMs },
    async (clip) => {
      const { playback } = await videoOf(clip.name);
      if (playback === null) throw new Error('nothing to play');
      await expectLoudness(playback, clip);
    },
  );
});

test('the worker looks at each finished edition and finds it right', async () => {
  const assetIds = await Promise.all(clips.map(async ({ name }) => (await videoOf(name)).assetId));
  const told = (what: string) =>
    server
      .log()
      .split('\n')
      .filter((line) => line.includes(`an edition ${what} rules of HLS`));
  const checked = () => [...told('keeps all'), ...told('breaks')];
  await eventually(() => {
    const lines = checked();
    return assetIds.every((id) => id !== null && lines.some((line) => line.includes(id)));
  }, mediaLimitMs);
  expect(told('breaks')).toEqual([]);
});

describe('files with something wrong', () => {
  test.each(damaged.filter(({ ends }) => ends === 'refused'))('$name is refused', async ({ name, code }) => {
    const refusal = await videoOf(name).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiError);
    expect(refusal).toMatchObject({ status: 422, code });
  });

  test.each(damaged.filter(({ ends }) => ends === 'failed'))(
    '$name fails for a reason',
    async ({ name, code }) => {
      expect(await videoOf(name)).toMatchObject({
        state: 'failed',
        failure: { code },
        playable: false,
        playback: null,
      });
    },
  );

  test.each(damaged.filter(({ ends }) => ends === 'salvaged'))(
    '$name plays what is there',
    async ({ name }) => {
      const video = await videoOf(name);
      expect(video.state).toBe('ready');
      await expectPlayable(video, video.durationMs ?? 0, name !== 'broken/missing-stsd.mp4');
    },
  );

  test('a video of a refused file says why', async () => {
    const refused = new Set(damaged.filter(({ ends }) => ends === 'refused').map(({ name }) => name));
    for (const name of refused) await videoOf(name).catch(() => null);
    const { items } = await person.api.call('myVideos', { query: { limit: 100 } });
    const failed = items.filter(({ title }) => [...refused].some((name) => name.endsWith(title)));
    expect(failed).toHaveLength(refused.size);
    for (const video of failed) {
      expect(video).toMatchObject({
        state: 'failed',
        failure: { code: 'media_unknown_format' },
        playback: null,
      });
    }
  });
});

describe('colours', () => {
  /** Publishes a picture of one colour and returns the colour of each rendition, as red, green and blue. */
  async function coloursOf(
    name: string,
    colour: string,
    filters: string,
    encoding: string,
  ): Promise<number[][]> {
    const picture = `color=c=${colour}:s=640x480:r=30:d=1,format=gbrp,${filters}`;
    const file = await makeClip(join(folder, name), { picture, encoding });
    const { videoId } = await publish(person, { file });
    const { playback } = await waitForVideo(person.api, videoId, ({ state }) => state === 'ready');
    if (playback === null) throw new Error('nothing to play');
    const asRgb = 'crop=16:16,scale=in_color_matrix=bt709:in_range=tv,crop=1:1,format=rgb24';
    return Promise.all(
      (await variantsOf(playback)).map(async (variant) => {
        const output = ['-frames:v', '1', '-vf', asRgb, '-f', 'rawvideo', '-'];
        return [...(await runTool('ffmpeg', ['-i', variant, ...output])).stdout];
      }),
    );
  }

  test('of standard-definition video stay what they are (GOAL-32)', async () => {
    const filters = 'scale=out_color_matrix=bt601:out_range=tv,format=yuv420p';
    const tags = '-colorspace smpte170m -color_primaries bt709 -color_trc bt709';
    const shown = await coloursOf('601.mp4', '0xC04020', filters, `${phone} ${tags}`);
    for (const colour of shown) expect(largestDifference(colour, [0xc0, 0x40, 0x20])).toBeLessThan(8);
  });

  test('of full-range video stay what they are (GOAL-32)', async () => {
    const filters = 'scale=out_color_matrix=bt709:out_range=pc,format=yuv420p';
    const tags = '-color_range pc -colorspace bt709 -color_primaries bt709 -color_trc bt709';
    const shown = await coloursOf('full.mp4', '0x20A0E8', filters, `${phone} ${tags}`);
    for (const colour of shown) expect(largestDifference(colour, [0x20, 0xa0, 0xe8])).toBeLessThan(8);
  });

  test('of HLG become white where it means white (GOAL-33)', async () => {
    // 75 % is the level of a white sheet of paper (ITU-R BT.2408).
    const filters = 'scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p10le';
    for (const colour of await coloursOf('hlg-white.mp4', '0xBFBFBF', filters, hlgHevc)) {
      expect(Math.min(...colour)).toBeGreaterThan(180);
      expect(Math.max(...colour) - Math.min(...colour)).toBeLessThan(8);
    }
  });
});

describe('files that name other files', () => {
  test('nothing is opened that a disguised playlist or script names', async () => {
    const asked: string[] = [];
    const bait = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    try {
      await once(bait, 'listening');
      const { port } = bait.address() as AddressInfo; // it listens on TCP
      const address = `http://127.0.0.1:${port}/bait.ts`;
      // Whoever opens this to read waits at it, and a writer that does not wait finds them.
      const pipe = join(folder, 'bait.ts');
      await promisify(execFile)('mkfifo', [pipe]);
      const box = Buffer.from('\0\0\0\x14ftypisom\0\0\x02\0isom', 'latin1');
      const texts = [address, pipe, `file:${pipe}`].flatMap((target) => [
        `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${target}\n#EXT-X-ENDLIST\n`,
        `ffconcat version 1.0\nfile '${target}'\n`,
      ]);
      const files = texts.flatMap((text) => [Buffer.from(text), Buffer.concat([box, Buffer.from(text)])]);
      const ends = await publishAll(person, files);
      const codes = ends.map((end) => (end instanceof ApiError ? end.code : end.failure?.code));
      expect(codes).toEqual(texts.flatMap(() => ['media_unknown_format', 'media_damaged']));
      expect(asked).toEqual([]);
      await expect(open(pipe, constants.O_WRONLY | constants.O_NONBLOCK)).rejects.toMatchObject({
        code: 'ENXIO',
      });
    } finally {
      bait.close();
    }
  });
});
