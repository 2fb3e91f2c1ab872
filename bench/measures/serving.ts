import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.ts';
import { signIn } from '../bench-client.ts';
import { startBenchServer } from '../bench-server.ts';
import { figure, type Figure } from '../figure.ts';
import { cpuSecondsOfTree } from '../process-tree.ts';
import { runMeasured } from '../run-measured.ts';
import { bytesOf, segmentUrls } from '../segment-urls.ts';
import { median } from '../../test/statistics.ts';
import { startNginx } from './nginx.ts';

const connections = 8;
const burstSeconds = 4;
const rounds = 7;

const downloadProcess = fileURLToPath(new URL('./download-process.ts', import.meta.url));

/** Bytes per second of segments, and what they cost, against nginx with the same file. */
export async function measureServing(bench: Bench): Promise<Figure[]> {
  const { signal, folder, say } = bench;
  const server = await startBenchServer(join(folder, 'serving'), signal);
  try {
    const client = await signIn(server, signal);
    const videoId = await client.publish(await client.upload(bench.clips.oneMegabyteSegments));
    const urls = await segmentUrls(server.url, await client.untilPlayable(videoId));
    await client.untilReady(videoId);
    await client.untilIdle();
    const url = urls[1] ?? urls[0] ?? '';
    const bytes = await bytesOf(url);
    const nginx = await startNginx(join(folder, 'nginx'), bytes, signal);
    if (nginx === null) {
      say('serving is skipped: nginx is not installed (Debian: apt-get install nginx-light)');
      return [];
    }
    const ours: Load[] = [];
    const theirs: Load[] = [];
    try {
      for (let round = 1; round <= rounds; round += 1) {
        say(`serving, round ${round} of ${rounds}`);
        theirs.push(await load(nginx.fileUrl, nginx.processId, folder, signal));
        ours.push(await load(url, server.processId, folder, signal));
      }
    } finally {
      await nginx.stop();
    }
    return figuresOf(bytes.length, ours, theirs);
  } finally {
    await server.stop();
  }
}

/** What a burst of requests showed. */
interface Load {
  megabytesPerSecond: number;
  cpuMsPerMegabyte: number;
}

async function load(url: string, processId: number, folder: string, signal: AbortSignal): Promise<Load> {
  const cpuBefore = cpuSecondsOfTree(processId);
  const args = [downloadProcess, url, String(connections), String(burstSeconds)];
  const { output } = await runMeasured(process.execPath, args, folder, signal);
  const cpuSeconds = cpuSecondsOfTree(processId) - cpuBefore;
  // as: our own process wrote it.
  const { bodyBytes, seconds } = JSON.parse(output) as { bodyBytes: number; seconds: number };
  const megabytes = bodyBytes / 1e6;
  return { megabytesPerSecond: megabytes / seconds, cpuMsPerMegabyte: (cpuSeconds * 1000) / megabytes };
}

function figuresOf(segmentBytes: number, ours: Load[], theirs: Load[]): Figure[] {
  const size = `${(segmentBytes / 1e6).toFixed(2)} MB segment`;
  const how = `${connections} connections, the client on the same processors`;
  return [
    figure({
      id: 'serving',
      title: `serving a ${size}`,
      unit: 'MB/s',
      value: median(ours.map((each) => each.megabytesPerSecond)),
      reference: { name: 'nginx', value: median(theirs.map((each) => each.megabytesPerSecond)) },
      budget: { of: 'ratio', is: 'at least', limit: 0.8 },
      note: how,
    }),
    figure({
      id: 'serving-cpu',
      title: `serving a ${size}`,
      unit: 'CPU ms/MB',
      value: median(ours.map((each) => each.cpuMsPerMegabyte)),
      reference: { name: 'nginx', value: median(theirs.map((each) => each.cpuMsPerMegabyte)) },
    }),
  ];
}
