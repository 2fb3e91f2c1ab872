import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askFor, connect, migrateToLatest, openEmbedded, type Database } from '@weireel/db';
import { readMine } from '@weireel/db/community';
import { findVideo, listLatestVideos } from '@weireel/db/videos';
import { startProcess } from '@weireel/process';
import type { Bench } from '../bench.ts';
import { signIn } from '../bench-client.ts';
import { startBenchServer } from '../bench-server.ts';
import { figure, type Figure } from '../figure.ts';
import { runMeasured } from '../run-measured.ts';
import { median } from '../../test/statistics.ts';
import { fillVideos, firstVideoId } from './fill-videos.ts';

const videoCount = 20_000;
const connections = 8;
const burstSeconds = 4;
const rounds = 5;
const pageLength = 20;

const downloadProcess = fileURLToPath(new URL('./download-process.ts', import.meta.url));
const bareProcess = fileURLToPath(new URL('./bare-route-process.ts', import.meta.url));

/** A call of the API, and the statements that a signed-in person's needs. */
interface Call {
  id: string;
  title: string;
  path: string;
  ask(db: Database, viewerId: string): Promise<unknown>;
}

const calls: Call[] = [
  {
    ...{ id: 'feed', title: `a page of the feed of ${pageLength}`, path: `/api/v1/feed?limit=${pageLength}` },
    ask: async (db, viewerId) => {
      const cards = await listLatestVideos(db, { viewerId, limit: pageLength + 1, before: null });
      return readMine(
        db,
        viewerId,
        cards.slice(0, pageLength).map(({ video }) => video),
      );
    },
  },
  {
    ...{ id: 'watch', title: 'a video’s page', path: `/api/v1/videos/${firstVideoId}` },
    ask: async (db, viewerId) => {
      const row = await findVideo(db, firstVideoId, viewerId);
      return row && readMine(db, viewerId, [row.video]);
    },
  },
];

/**
 * Calls a second of what everybody asks for, among 20 000 videos: of visitors against a bare Fastify route that answers
 * with the same bytes, of a signed-in person against the statements that it needs, asked by themselves on as many
 * connections.
 */
export async function measureRequests({ folder, signal, say }: Bench): Promise<Figure[]> {
  const dataFolder = join(folder, 'requests');
  await mkdir(dataFolder, { recursive: true });
  await fill(dataFolder, say);
  const server = await startBenchServer(dataFolder, signal);
  try {
    const { token, api } = await signIn(server, signal);
    const viewerId = (await api.call('me')).id;
    const database = await openEmbedded({ dataFolder, ownership: 'never', log: say });
    const { db, close } = connect(database.url, { maxConnections: connections, onError: () => {} });
    try {
      const figures: Figure[] = [];
      for (const call of calls) {
        const url = `${server.url}${call.path}`;
        const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
        const bare = await startBareRoute(folder, bytes, signal);
        const found = {
          visitors: [] as number[],
          bare: [] as number[],
          signedIn: [] as number[],
          alone: [] as number[],
        };
        try {
          for (let round = 1; round <= rounds; round += 1) {
            say(`requests: ${call.title}, round ${round} of ${rounds}`);
            found.bare.push(await load(bare.url, '', folder, signal));
            found.visitors.push(await load(url, '', folder, signal));
            found.alone.push(await askAlone(() => call.ask(db, viewerId)));
            found.signedIn.push(await load(url, token, folder, signal));
          }
        } finally {
          await bare.stop();
        }
        figures.push(...figuresOf(call, bytes.length, found));
      }
      return figures;
    } finally {
      await close();
      await database.stop();
    }
  } finally {
    await server.stop();
  }
}

async function fill(dataFolder: string, say: Bench['say']): Promise<void> {
  const database = await openEmbedded({ dataFolder, ownership: 'when-free', log: say });
  const { db, close } = connect(database.url, { maxConnections: 1, patience: 'upkeep', onError: () => {} });
  try {
    await migrateToLatest(database.url);
    await fillVideos(db, videoCount);
  } finally {
    await close();
    await database.stop();
  }
}

async function startBareRoute(folder: string, bytes: Uint8Array, signal: AbortSignal) {
  const file = join(folder, 'bare.json');
  await writeFile(file, bytes);
  const child = startProcess({ command: process.execPath, args: [bareProcess, file], cwd: folder, signal });
  const [line] = (await once(child.output, 'data')) as [Buffer]; // a stream of bytes
  return { url: line.toString().trim(), stop: () => child.stop({ graceMs: 5000 }) };
}

/** Answers a second. */
async function load(url: string, token: string, folder: string, signal: AbortSignal): Promise<number> {
  const args = [downloadProcess, url, String(connections), String(burstSeconds), token];
  const { output } = await runMeasured(process.execPath, args, folder, signal);
  // as: our own process wrote it.
  const { answers, seconds } = JSON.parse(output) as { answers: number; seconds: number };
  return answers / seconds;
}

/** How often a second something is asked, on all connections at once. */
async function askAlone(ask: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  let answers = 0;
  const askOn = async (): Promise<void> => {
    while (performance.now() - startedMs < burstSeconds * 1000) {
      await ask();
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, n) => askFor(String(n), askOn)));
  return (answers * 1000) / (performance.now() - startedMs);
}

function figuresOf(
  { id, title }: Call,
  bytes: number,
  found: Record<'visitors' | 'bare' | 'signedIn' | 'alone', number[]>,
): Figure[] {
  const note = `${(bytes / 1000).toFixed(1)} kB, ${connections} connections, the client on the same processors`;
  return [
    figure({
      ...{ id: `${id}-visitors`, title: `${title}, for visitors`, unit: 'calls/s', note },
      value: median(found.visitors),
      reference: { name: 'a bare Fastify route with the same bytes', value: median(found.bare) },
      budget: { of: 'ratio', is: 'at least', limit: 0.4 },
    }),
    figure({
      ...{ id: `${id}-signed-in`, title: `${title}, for a person`, unit: 'calls/s', note },
      value: median(found.signedIn),
      reference: { name: 'its statements alone', value: median(found.alone) },
      budget: { of: 'ratio', is: 'at least', limit: 0.7 },
    }),
  ];
}
