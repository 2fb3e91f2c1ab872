import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { signIn } from '../bench-client.ts';
import { startBenchServer } from '../bench-server.ts';
import { figure, type Figure } from '../figure.ts';
import { memoryBytesOfTree } from '../process-tree.ts';
import { percentile } from '../../test/statistics.ts';
import { startLatencyProbe } from './latency-probe.ts';

const uploads = 8;
const idleMs = 5000;
const askEveryMs = 25;
const sampleEveryMs = 500;

/** Eight uploads of 20 MB at once: memory, and how fast the API answers meanwhile. Done once. */
export async function measureEightUploads(bench: Bench): Promise<Figure[]> {
  const { clips, signal, folder, say } = bench;
  const server = await startBenchServer(join(folder, 'uploads'), signal);
  try {
    const client = await signIn(server, signal);
    const shownId = await client.publish(await client.upload(clips.oneMegabyteSegments));
    await client.untilReady(shownId);
    await client.untilIdle();
    const urls = ['feed', `videos/${shownId}`].map((path) => `${server.url}/api/v1/${path}`);
    const ask = () => startLatencyProbe({ urls, token: client.token, everyMs: askEveryMs });

    say('eight uploads: the idle server');
    const idleProbe = ask();
    await pause(idleMs, undefined, { signal });
    const idle = await idleProbe.stop();
    const idleBytes = memoryBytesOfTree(server.processId);

    say('eight uploads: at once');
    const busyProbe = ask();
    const memory = sampleMemory(server.processId);
    const startedMs = performance.now();
    const one = async (): Promise<void> => {
      const videoId = await client.publish(await client.upload(clips.twentyMegabytes));
      await client.untilReady(videoId);
    };
    await Promise.all(Array.from({ length: uploads }, one));
    const seconds = (performance.now() - startedMs) / 1000;
    const busy = await busyProbe.stop();
    const peakBytes = memory.stop();
    const note = `all ${uploads} ready after ${seconds.toFixed(0)} s, ${busy.length} requests`;
    return [
      figure({
        id: 'uploads-api-p95',
        title: 'eight uploads at once: GET /feed and /videos/{id}, p95',
        unit: 'ms',
        value: percentile(busy, 0.95),
        reference: { name: 'the idle server', value: percentile(idle, 0.95) },
        budget: { of: 'value', is: 'at most', limit: 200 },
        note,
      }),
      figure({
        id: 'uploads-memory',
        title: 'eight uploads at once: most memory',
        unit: 'MB',
        value: peakBytes / 1e6,
        reference: { name: 'the idle server', value: idleBytes / 1e6 },
        budget: { of: 'value', is: 'at most', limit: 2000 },
        note: 'server, worker, database and FFmpeg together',
      }),
    ];
  } finally {
    await server.stop();
  }
}

function sampleMemory(processId: number): { stop(): number } {
  let peakBytes = 0;
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, memoryBytesOfTree(processId));
  }, sampleEveryMs);
  return {
    stop() {
      clearInterval(timer);
      return peakBytes;
    },
  };
}
