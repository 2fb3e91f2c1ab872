import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackager, StreamUnfitError, validateHls } from '@weireel/hls';
import {
  checkAdmissible,
  findMainPicture,
  keyPictureSections,
  parseProbe,
  probeSections,
  readKeyPictures,
  sniffContainer,
  type ProbeWithVideo,
} from '@weireel/media';
import {
  copyArguments,
  firstRungArguments,
  planTranscode,
  type MediaInput,
  type TranscodePlan,
} from '@weireel/transcode';
import { beforeAll, describe, expect, test } from 'vitest';
import { readOverHttp } from '../../scripts/hls-check/read-over-http.ts';
import { publish, register, waitForVideo, type Person } from '../api.ts';
import { changingClips, type ChangingClip } from '../changing-clips.ts';
import { editionFiles } from '../edition-files.ts';
import { probeJson, runTool } from '../run-tool.ts';
import type { RunningServer } from '../server.ts';
import { readSyncMarks } from '../sync-signal.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);

const clips = changingClips().map((clip) => [clip.name, clip] as const);

/** One frame of AAC, and what a search for the beginning of a beep may be off. */
const soundToleranceSeconds = 0.035;

/** Each second flashes and beeps once, in its place. */
async function expectInStep(path: string, { seconds, rate }: ChangingClip): Promise<void> {
  const wanted = Array.from({ length: seconds }, (_, second) => second);
  const { flashes, beeps } = await readSyncMarks(path, seconds);
  expect(beeps.map(({ second }) => second)).toEqual(wanted);
  expect(flashes.map(Math.round)).toEqual(wanted);
  const frame = 1 / rate + 0.011;
  expect(Math.max(...flashes.map((at, second) => Math.abs(at - second)))).toBeLessThanOrEqual(frame);
  const apart = beeps.map(({ at }, second) => Math.abs(at - (flashes[second] ?? 0)));
  expect(Math.max(...apart)).toBeLessThanOrEqual(frame + soundToleranceSeconds);
}

async function inputOf(path: string): Promise<MediaInput> {
  const demuxer = sniffContainer((await readFile(path)).subarray(0, 4096));
  if (demuxer === null) throw new Error('the container is not known');
  return { demuxer, path };
}

async function probeOf(path: string): Promise<ProbeWithVideo> {
  const probe = parseProbe(await probeJson(path, ...probeSections));
  checkAdmissible(probe);
  return probe;
}

/** The plan of the ladder: of a clip as most of it is. */
async function planOf(path: string): Promise<TranscodePlan> {
  const probe = await probeOf(path);
  const { pictureEndMs } = planTranscode(probe);
  const sections = keyPictureSections(probe, probe.video, pictureEndMs);
  const pictures = readKeyPictures(await probeJson(path, ...sections), probe);
  const { video, changes } = findMainPicture(probe.video, pictures, pictureEndMs);
  return planTranscode({ ...probe, video }, { changesOnTheWay: changes });
}

describe('a clip that changes on the way', () => {
  test.each(clips)('stays in step, at the size of most of it: %s', async (_name, clip) => {
    const place = await mkdtemp(join(folder, 'clip-'));
    const path = await clip.make(place);
    const input = await inputOf(path);
    const plan = await planOf(path);
    const { stdout } = await runTool('ffmpeg', firstRungArguments(plan, input, 1));
    const packager = createPackager({ targetSegmentMs: 2000, fillsSound: true, isUpright: true });
    const pieces = [...packager.push(stdout), ...packager.finish()];
    const facts = packager.facts();
    if (facts === null) throw new Error('nothing was made');
    const [widthPx, heightPx] = clip.size;
    expect(facts.displayed).toEqual({ widthPx, heightPx });
    const files = editionFiles([{ pieces, facts }]);
    const read = (uri: string) => Promise.resolve(files.get(uri) ?? null);
    expect((await validateHls({ uri: 'master.m3u8', read })).findings).toEqual([]);
    const whole = join(place, 'whole.mp4');
    await writeFile(whole, Buffer.concat(pieces.map(({ bytes }) => bytes)));
    await expectInStep(whole, clip);
  });

  test('is not copied, though it begins as if it could be', async () => {
    const [, clip] = clips.find(([name]) => name.includes('inside of an MP4')) ?? [];
    const path = (await clip?.make(await mkdtemp(join(folder, 'clip-')))) ?? '';
    const plan = planTranscode(await probeOf(path));
    expect(plan.path).toBe('copy');
    const { stdout } = await runTool('ffmpeg', copyArguments(plan, await inputOf(path), 1));
    const packager = createPackager({ targetSegmentMs: 2000, limits: { isSteady: true } });
    expect(() => packager.push(stdout)).toThrow(StreamUnfitError);
  });
});

describe('a server', () => {
  let server: RunningServer;
  let person: Person;
  beforeAll(async () => {
    server = await testServer(undo);
    person = await register(server.url);
  });

  test('makes HLS and a plain file in step of clips that change on the way', async () => {
    const chosen = clips.filter(([name]) =>
      /then 5.1, in AC-3|phone that is turned.webm|ambisonic Opus/.test(name),
    );
    await Promise.all(
      chosen.map(async ([title, clip]) => {
        const file = await clip.make(await mkdtemp(join(folder, 'clip-')));
        const { videoId } = await publish(person, { file, title });
        const video = await waitForVideo(person.api, videoId, ({ state }) => state === 'ready');
        const { playback } = video;
        if (playback === null) throw new Error('there is nothing to play');
        const [widthPx, heightPx] = clip.size;
        expect(playback.renditions.at(-1)).toMatchObject({ widthPx, heightPx });
        for (const address of [playback.hlsUrl, playback.mp4Url]) {
          await expectInStep(`${server.url}${address}`, clip);
        }
        const { findings } = await validateHls({
          uri: `${server.url}${playback.hlsUrl}`,
          read: readOverHttp,
        });
        expect(findings).toEqual([]);
        const said = video.pipeline?.flatMap(({ reason }) => reason?.codes ?? []) ?? [];
        expect(said.includes('sound_places_unknown')).toBe(title.startsWith('ambisonic'));
      }),
    );
  });
});
