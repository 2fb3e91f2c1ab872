import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore } from '@weireel/blob';
import { findFfmpeg, type FfmpegPrograms } from '@weireel/ffmpeg';
import { createPackager, type Piece } from '@weireel/hls';
import { defaultMediaLimits } from '@weireel/media';
import {
  copyArguments,
  firstRungArguments,
  planTranscode,
  progressiveCopyArguments,
  progressiveMp4Arguments,
  type MediaInput,
  type TranscodePlan,
} from '@weireel/transcode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectedClips, makeFieldClips, type FieldClip } from '../../../../test/field-clips.ts';
import { signalsOf } from '../../../../test/flashes-and-beeps.ts';
import { runTool } from '../../../../test/run-tool.ts';
import { chooseWay } from './choose-way.ts';
import { copyPackaging, firstSegmentMs } from './copy-limits.ts';
import { examineSource, type ExaminedSource } from './examine-source.ts';
import { lacksBytes } from './first-playable.ts';

let programs: FfmpegPrograms;
let folder = '';
let clips: FieldClip[] = [];
beforeAll(async () => {
  programs = await findFfmpeg();
  folder = await mkdtemp(join(tmpdir(), 'weireel-field-'));
  clips = [...collectedClips(), ...(await makeFieldClips(folder))];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A frame of the slowest rate that is given out would be more; flashes are looked for every 10 ms. */
const toleranceSeconds = 0.065;

async function examine(path: string, work: string): Promise<ExaminedSource> {
  const blobs = createMemoryStore();
  await blobs.put('source', await readFile(path));
  const context = { blobs, programs, mediaLimits: defaultMediaLimits };
  await mkdir(work);
  const signal = new AbortController().signal;
  return examineSource(context, {
    source: { kind: 'source', key: 'source', facts: {} },
    folder: work,
    signal,
  });
}

interface Processed {
  plan: TranscodePlan;
  /** Sum of EXTINF. */
  hlsMs: number;
  hlsPath: string;
  mp4Path: string;
}

/** Makes of a file what first plays, and the plain MP4, as the worker does. */
async function process(source: ExaminedSource, work: string): Promise<Processed> {
  const { probe, tracks } = source;
  const input: MediaInput = { ...source.input, path: join(work, source.input.path ?? '') };
  const wished = (tracks === null ? null : chooseWay(probe, tracks))?.plan ?? planTranscode(probe);
  const paths = { hlsPath: join(work, 'hls.mp4'), mp4Path: join(work, 'plain.mp4') };
  if (wished.path === 'copy') {
    const options = { targetSegmentMs: firstSegmentMs, ...copyPackaging(wished) };
    const copied = await packageRun(copyArguments(wished, input, 3), options).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'StreamUnfitError') return null;
      throw error;
    });
    if (copied !== null && !lacksBytes(wished, copied.facts)) {
      await writeFile(paths.hlsPath, copied.bytes);
      const plain =
        wished.copiedAudio === 'encode'
          ? progressiveMp4Arguments({ demuxer: 'mov', path: paths.hlsPath }, paths.mp4Path)
          : progressiveCopyArguments(wished, input, paths.mp4Path);
      await runTool('ffmpeg', plain);
      return { plan: wished, hlsMs: copied.hlsMs, ...paths };
    }
  }
  const plan = wished.path === 'encode' ? wished : planTranscode(probe, { copyRefused: 'long_gop' });
  const packaging = { targetSegmentMs: firstSegmentMs, fillsSound: true, isUpright: true };
  const encoded = await packageRun(firstRungArguments(plan, input, 3), packaging);
  await writeFile(paths.hlsPath, encoded.bytes);
  await runTool('ffmpeg', progressiveMp4Arguments({ demuxer: 'mov', path: paths.hlsPath }, paths.mp4Path));
  return { plan, hlsMs: encoded.hlsMs, ...paths };
}

async function packageRun(args: readonly string[], options: Parameters<typeof createPackager>[0]) {
  const child = spawn('ffmpeg', ['-nostdin', '-v', 'error', ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const packager = createPackager(options);
  const pieces: Piece[] = [];
  try {
    // A pipe yields buffers.
    for await (const chunk of child.stdio[3] as AsyncIterable<Buffer>) pieces.push(...packager.push(chunk));
    pieces.push(...packager.finish());
  } finally {
    child.kill('SIGKILL');
  }
  const facts = packager.facts();
  if (facts === null) throw new Error('the packager has no facts');
  const lengths = pieces.map((piece) => (piece.kind === 'segment' ? piece.durationSeconds * 1000 : 0));
  return {
    facts,
    hlsMs: lengths.reduce((sum, length) => sum + length, 0),
    bytes: Buffer.concat(pieces.map(({ bytes }) => bytes)),
  };
}

async function lengthMs(path: string): Promise<number> {
  const { stdout } = await runTool('ffprobe', ['-show_entries', 'format=duration', '-of', 'csv=p=0', path]);
  return Number(new TextDecoder().decode(stdout)) * 1000;
}

test('every kind of clock, length and stream from the field is understood, and shown in step', async () => {
  const problems: string[] = [];
  const left = clips.values();
  const look = async (): Promise<void> => {
    for (const clip of left) {
      const work = join(folder, `work-${clip.name}`);
      try {
        const source = await examine(clip.path, work);
        problems.push(...(await problemsOf(clip, source, await process(source, work))));
      } catch (error) {
        problems.push(`${clip.name}: ${String(error)}`);
      }
      await rm(work, { recursive: true });
    }
  };
  // Many short runs of FFmpeg, each of which mostly waits for its own start.
  await Promise.all(Array.from({ length: 4 }, look));
  expect(problems).toEqual([]);
});

/** What is not as it should be; nothing where all is well. */
async function problemsOf(clip: FieldClip, source: ExaminedSource, made: Processed): Promise<string[]> {
  const problems: string[] = [];
  const expectMs = (what: string, foundMs: number | null): void => {
    const isRight = foundMs !== null && Math.abs(foundMs - clip.durationMs) <= 105;
    if (!isRight) problems.push(`${clip.name}: ${what} is ${foundMs} ms long, not ${clip.durationMs}`);
  };
  expectMs('what was understood', source.probe.durationMs);
  expectMs('HLS', made.hlsMs);
  expectMs('the plain MP4', await lengthMs(made.mp4Path));
  const codes = made.plan.reasons.map(({ code }) => String(code));
  if (clip.reason !== undefined && !codes.includes(clip.reason)) {
    problems.push(`${clip.name}: ${codes.join()} instead of ${clip.reason}`);
  }
  for (const path of [made.hlsPath, made.mp4Path]) {
    const { flashes, beeps } = await signalsOf(path);
    const expectTimes = (what: string, found: number[], wanted: readonly number[]): void => {
      const isRight =
        found.length === wanted.length &&
        found.every((at, n) => Math.abs(at - (wanted[n] ?? Infinity)) <= toleranceSeconds);
      if (!isRight)
        problems.push(`${clip.name}: ${what} of ${path} at ${found.join(' ')}, not ${wanted.join(' ')}`);
    };
    expectTimes('flashes', flashes, clip.flashes);
    expectTimes('beeps', beeps, clip.beeps ?? clip.flashes);
  }
  return problems;
}

test('an ordinary MP4 is understood without reading its packets', async () => {
  const path = join(folder, 'base.mp4');
  const { tracks, input } = await examine(path, join(folder, 'ordinary'));
  expect(tracks).not.toBeNull();
  expect(input).toEqual({ demuxer: 'mov', path: 'input' });
});
