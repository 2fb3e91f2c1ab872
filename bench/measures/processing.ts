import { join } from 'node:path';
import type { Video } from '@weireel/contract';
import type { Bench } from '../bench.ts';
import { signIn, type BenchClient } from '../bench-client.ts';
import { startBenchServer, type BenchServer } from '../bench-server.ts';
import { figure, type Budget, type Figure } from '../figure.ts';
import { cpuSecondsOfTree } from '../process-tree.ts';
import { bytesOf, segmentUrls } from '../segment-urls.ts';
import { median, percentile } from '../../test/statistics.ts';
import { measureFloor } from './encoding-floor.ts';
import { runPlainCommands } from './plain-commands.ts';

/** More tries until playable for each run: they are short, and a p95 needs many. */
const playableTries = 5;

/** One kind of clip with what the design promises for it. */
interface Subject {
  id: 'standard' | 'other';
  title: string;
  clip: string;
  playable: { p50: number; p95: number | null };
  floorRatio: number;
}

interface Samples {
  playableSeconds: number[];
  readySeconds: number[];
  cpuSeconds: number[];
  ladderCpu: number[];
  derivedCpu: number[];
  plainEncodeCpu: number[];
  plainCpu: number[];
  plainWall: number[];
  floorCpu: number[];
  path: string;
}

/** Time to playable and to ready, and processor time, against the plain commands and the floor. */
export async function measureProcessing(bench: Bench): Promise<Figure[]> {
  const { clips, options, signal } = bench;
  const subjects: Subject[] = [
    {
      id: 'standard',
      title: 'standard clip',
      clip: clips.standard,
      playable: { p50: 1, p95: 2 },
      floorRatio: 1.1,
    },
    {
      id: 'other',
      title: 'other clip',
      clip: clips.other,
      playable: { p50: 3.5, p95: null },
      floorRatio: 1.3,
    },
  ];
  const samples = new Map(subjects.map((subject) => [subject, emptySamples()]));
  const server = await startBenchServer(join(bench.folder, 'processing'), signal);
  try {
    const client = await signIn(server, signal);
    // The first job of a fresh worker loads code and opens connections; servers run for weeks.
    await client.forget(await client.publish(await client.upload(clips.oneMegabyteSegments)));
    for (let run = 1; run <= options.runs; run += 1) {
      for (const [subject, found] of samples) {
        bench.say(`processing, run ${run} of ${options.runs}: ${subject.title}`);
        await measureOnce(bench, { server, client }, subject, found);
      }
    }
  } finally {
    await server.stop();
  }
  return [...samples].flatMap(([subject, found]) => figuresOf(subject, found));
}

async function measureOnce(
  { folder, signal, options, say }: Bench,
  { server, client }: { server: BenchServer; client: BenchClient },
  { clip }: Subject,
  found: Samples,
): Promise<void> {
  for (let n = 0; n < playableTries; n += 1) {
    const sent = await client.upload(clip);
    const videoId = await client.publish(sent);
    const video = await client.untilPlayable(videoId);
    found.playableSeconds.push((performance.now() - sent.lastPartMs) / 1000);
    found.path = pathOf(video);
    await checkFirstSegment(server, video);
    await client.forget(videoId);
  }
  // The machine's speed wavers within minutes: the floor is measured on both sides of what it is compared with.
  const floor = (): Promise<number> => measureFloor(clip, options.clipSeconds, folder, signal);
  say('  … the floor');
  found.floorCpu.push(await floor());
  say('  … until ready');
  const sent = await client.upload(clip);
  const cpuBefore = cpuSecondsOfTree(server.processId);
  const videoId = await client.publish(sent);
  await client.untilStagesEnd(videoId, ['ladder', 'progressive']);
  const ladderCpu = cpuSecondsOfTree(server.processId) - cpuBefore;
  await client.untilReady(videoId);
  found.readySeconds.push((performance.now() - sent.lastPartMs) / 1000);
  const cpuSeconds = cpuSecondsOfTree(server.processId) - cpuBefore;
  found.cpuSeconds.push(cpuSeconds);
  found.ladderCpu.push(ladderCpu);
  found.derivedCpu.push(cpuSeconds - ladderCpu);
  await client.forget(videoId);

  say('  … the floor again');
  found.floorCpu.push(await floor());
  say('  … the plain commands');
  const plain = await runPlainCommands(clip, folder, signal);
  found.plainEncodeCpu.push(plain.encode.cpuSeconds);
  found.plainCpu.push(plain.both.cpuSeconds);
  found.plainWall.push(plain.both.wallSeconds);
}

/** What says «playable» must be so. */
async function checkFirstSegment(server: BenchServer, video: Video): Promise<void> {
  const [first] = await segmentUrls(server.url, video);
  if (first === undefined || (await bytesOf(first)).length === 0) throw new Error('playable, but empty');
}

function pathOf(video: Video): string {
  const stage = video.pipeline?.find((candidate) => candidate.stage === 'first_playable');
  const codes = stage?.reason?.codes ?? [];
  return codes.length === 0 ? 'streams copied' : `encoded: ${codes.join(', ')}`;
}

function emptySamples(): Samples {
  return {
    playableSeconds: [],
    readySeconds: [],
    cpuSeconds: [],
    ladderCpu: [],
    derivedCpu: [],
    plainEncodeCpu: [],
    plainCpu: [],
    plainWall: [],
    floorCpu: [],
    path: '',
  };
}

function figuresOf(subject: Subject, found: Samples): Figure[] {
  const { id, title, playable } = subject;
  const wall = { name: 'the plain two commands, whole', value: median(found.plainWall) };
  const ladder = median(found.ladderCpu);
  const plain = median(found.plainEncodeCpu);
  const count = `n = ${found.playableSeconds.length}, worst ${Math.max(...found.playableSeconds).toFixed(2)} s`;
  return [
    figure({
      id: `${id}-playable-p50`,
      title: `${title}: last part answered → playable, p50`,
      unit: 's',
      value: median(found.playableSeconds),
      reference: wall,
      budget: atMost('value', playable.p50),
      note: found.path,
    }),
    figure({
      id: `${id}-playable-p95`,
      title: `${title}: last part answered → playable, p95`,
      unit: 's',
      value: percentile(found.playableSeconds, 0.95),
      reference: wall,
      ...(playable.p95 !== null && { budget: atMost('value', playable.p95) }),
      note: count,
    }),
    figure({
      id: `${id}-ready`,
      title: `${title}: last part answered → ready`,
      unit: 's',
      value: median(found.readySeconds),
      reference: wall,
    }),
    figure({
      id: `${id}-cpu-floor`,
      title: `${title}: from complete to the end of the ladder`,
      unit: 'CPU s',
      value: ladder,
      reference: { name: 'decode + scale + x264 alone', value: median(found.floorCpu) },
      budget: atMost('ratio', subject.floorRatio),
      note: 'server, worker, database and FFmpeg together',
    }),
    figure({
      id: `${id}-cpu-plain`,
      title: `${title}: from complete to the end of the ladder`,
      unit: 'CPU s',
      value: ladder,
      reference: { name: 'ffmpeg -vcodec libx264 -crf 23', value: plain },
      budget: atMost('ratio', 0.85),
    }),
    figure({
      id: `${id}-cpu-all`,
      title: `${title}: from complete to ready`,
      unit: 'CPU s',
      value: median(found.cpuSeconds),
      reference: { name: 'ffmpeg -vcodec libx264 -crf 23', value: plain },
    }),
    figure({
      id: `${id}-derived`,
      title: `${title}: storyboard, preview and covers`,
      unit: 'CPU s',
      value: median(found.derivedCpu),
      reference: { name: 'all before them', value: ladder },
      budget: atMost('ratio', 0.05),
    }),
  ];
}

const atMost = (of: Budget['of'], limit: number): Budget => ({ of, is: 'at most', limit });
