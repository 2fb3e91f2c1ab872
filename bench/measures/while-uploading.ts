import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createApi, createUploader, type FileSource } from '@weireel/client';
import type { Bench } from '../bench.ts';
import { signIn, type BenchClient } from '../bench-client.ts';
import { startBenchServer, type BenchServer } from '../bench-server.ts';
import { figure, type Figure } from '../figure.ts';
import { runPlainFfmpeg } from '../run-measured.ts';
import { slowTransport } from '../slow-transport.ts';

/** What a phone has in a good mobile network. */
const bitsPerSecond = 10_000_000;
const everyMs = 50;

/** When a file plays that is still being sent over a line of 10 Mbit/s, against when its last byte has arrived. */
export async function measureWhileUploading(bench: Bench): Promise<Figure[]> {
  const { clips, folder, signal, say } = bench;
  const atEnd = join(folder, 'header-at-end.mp4');
  await runPlainFfmpeg(['-i', clips.standard, '-c', 'copy', '-f', 'mp4', atEnd], folder, signal);
  const subjects = [
    { id: 'end', title: 'standard clip, header at its end', clip: atEnd },
    { id: 'start', title: 'standard clip, header at its start', clip: clips.standard },
    { id: 'other', title: 'other clip', clip: clips.other },
  ];
  const server = await startBenchServer(join(folder, 'while-uploading'), signal);
  const figures: Figure[] = [];
  try {
    const client = await signIn(server, signal);
    for (const { id, title, clip } of subjects) {
      say(`while uploading: ${title}`);
      const found = await sendSlowly(server, client, clip, signal);
      figures.push(
        figure({
          id: `while-uploading-${id}`,
          title: `first byte sent → playable, ${title}, at 10 Mbit/s`,
          unit: 's',
          value: found.playableSeconds,
          reference: { name: 'first byte sent → last byte arrived', value: found.sentSeconds },
          budget: { of: 'ratio', is: 'at most', limit: 1 },
          note: `${Math.round(found.share * 100)} % of the bytes were there`,
        }),
      );
    }
  } finally {
    await server.stop();
  }
  return figures;
}

interface Found {
  playableSeconds: number;
  sentSeconds: number;
  share: number;
}

async function sendSlowly(
  server: BenchServer,
  client: BenchClient,
  clip: string,
  signal: AbortSignal,
): Promise<Found> {
  const uploader = createUploader({
    api: createApi({
      baseUrl: `${server.url}/api/v1`,
      transport: slowTransport(bitsPerSecond),
      token: () => client.token,
      language: () => 'en',
    }),
    clock: { now: () => Date.now(), sleep: (ms) => pause(ms) },
    random: Math.random,
    newAbort: () => new AbortController(),
    sha256: (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')),
  });
  const file = await openClip(clip);
  const startedMs = performance.now();
  let created: (assetId: string) => void = () => {};
  const asset = new Promise<string>((resolve) => (created = resolve));
  const id = uploader.add(file, { onCreated: ({ assetId }) => created(assetId) });
  const sent = uploader.settled(id).then(({ state, failure }) => {
    if (state !== 'done') throw new Error(`the upload ended as ${state}: ${failure?.code ?? ''}`);
    return (performance.now() - startedMs) / 1000;
  });
  const body = { assetId: await asset, title: basename(clip), visibility: 'private' } as const;
  const { id: videoId } = await client.api.call('createVideo', { body });
  for (;;) {
    signal.throwIfAborted();
    if ((await client.api.call('video', { params: { id: videoId } })).playable) break;
    await pause(everyMs);
  }
  const playableSeconds = (performance.now() - startedMs) / 1000;
  const share = uploader.snapshots()[0]?.progress ?? 1;
  const sentSeconds = await sent;
  await client.forget(videoId);
  return { playableSeconds, sentSeconds, share };
}

async function openClip(path: string): Promise<FileSource> {
  const handle = await open(path);
  const { size } = await handle.stat();
  return {
    name: basename(path),
    sizeBytes: size,
    async read(start, endExclusive) {
      const bytes = Buffer.alloc(endExclusive - start);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return bytes.subarray(0, bytesRead);
    },
  };
}
