import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StageName, Video } from '@weireel/contract';
import type { Bench } from '../bench.ts';
import { signUp, type BenchClient } from '../bench-client.ts';
import { startBenchServer } from '../bench-server.ts';
import { figure, type Figure } from '../figure.ts';
import { percentile } from '../../test/statistics.ts';
import { startLatencyProbe } from './latency-probe.ts';

/** Who uploads, and how many: one person six. */
const people = { Ann: 6, Bob: 1, Cid: 1, Dan: 1, Eve: 1 };
const idleMs = 5000;
const askEveryMs = 25;
/** Ten clients that ask as often as one may would take the processors themselves. */
const playableEveryMs = 250;

/** One of the uploads, when it is ready. */
interface Finished {
  /** Whose it is. */
  name: string;
  /** From the answer to its last part until it played, in seconds. */
  waitSeconds: number;
  /** As it is when ready. */
  video: Video;
}

/** Ten uploads at once by five people, one of whom sends six: who waits for whom. Done once. */
export async function measureFairness(bench: Bench): Promise<Figure[]> {
  const { clips, signal, folder, say } = bench;
  const server = await startBenchServer(join(folder, 'fairness'), signal);
  try {
    const names = Object.keys(people);
    const clients = new Map<string, BenchClient>();
    for (const name of names) clients.set(name, await signUp(server, signal, name));
    const one = async (name: string): Promise<Finished> => {
      const client = clients.get(name);
      if (client === undefined) throw new TypeError(`there is no ${name}`);
      const file = await client.upload(clips.otherShort);
      const id = await client.publish(file);
      await client.untilPlayable(id, playableEveryMs);
      const waitSeconds = (performance.now() - file.lastPartMs) / 1000;
      return { name, waitSeconds, video: await client.untilReady(id) };
    };

    say('fairness: one upload');
    const alone = await one('Bob');
    const first = clients.get('Bob');
    await pause(idleMs, undefined, { signal });
    const urls = ['feed', `videos/${alone.video.id}`].map((path) => `${server.url}/api/v1/${path}`);
    const ask = () => startLatencyProbe({ urls, token: first?.token ?? '', everyMs: askEveryMs });
    const idleProbe = ask();
    await pause(idleMs, undefined, { signal });
    const idle = await idleProbe.stop();

    say('fairness: ten uploads at once');
    const busyProbe = ask();
    const uploads = Object.entries(people).flatMap(([name, count]) => Array<string>(count).fill(name));
    const all = await Promise.all(uploads.map(one));
    const busy = await busyProbe.stop();
    return figuresOf(all, alone, { idle, busy });
  } finally {
    await server.stop();
  }
}

function figuresOf(all: Finished[], alone: Finished, api: { idle: number[]; busy: number[] }): Figure[] {
  const inOrder = all.toSorted((a, b) => playableAt(a) - playableAt(b));
  const others = all.filter(({ name }) => name !== 'Ann');
  // Of those that are worked on at once, any may be the first to play.
  const lastOther = Math.max(...others.map(begunAt));
  const ahead = all.filter((each) => each.name === 'Ann' && begunAt(each) < lastOther);
  const behindLadders = all.filter((each) =>
    all.some((other) => other.name !== each.name && ladderAt(other) < playableAt(each)),
  );
  return [
    figure({
      id: 'fairness-playable',
      title: 'ten uploads by five people: longest wait of who sends one',
      unit: 's',
      value: Math.max(...others.map(({ waitSeconds }) => waitSeconds)),
      reference: { name: 'one upload', value: alone.waitSeconds },
      note: inOrder.map(({ name, waitSeconds }) => `${name} ${waitSeconds.toFixed(1)}`).join(', '),
    }),
    figure({
      id: 'fairness-ladders',
      title: 'ten uploads by five people: playable only after another’s ladder had begun',
      unit: 'videos',
      value: behindLadders.length,
      reference: { name: 'all', value: all.length },
      budget: { of: 'value', is: 'at most', limit: 0 },
    }),
    figure({
      id: 'fairness-six',
      title: 'ten uploads by five people: of the six, begun before the last of the others',
      unit: 'videos',
      value: ahead.length,
      reference: { name: 'the six', value: people.Ann },
      budget: { of: 'value', is: 'at most', limit: 2 },
      note: 'one while it arrived, one whole',
    }),
    figure({
      id: 'fairness-api-p95',
      title: 'ten uploads by five people: GET /feed and /videos/{id}, p95',
      unit: 'ms',
      value: percentile(api.busy, 0.95),
      reference: { name: 'the idle server', value: percentile(api.idle, 0.95) },
      budget: { of: 'value', is: 'at most', limit: 200 },
      note: `${api.busy.length} requests`,
    }),
  ];
}

function playableAt({ video }: Finished): number {
  return Date.parse(video.publishedAt ?? '');
}

const begunAt = (each: Finished): number => startOf('first_playable', each);
const ladderAt = (each: Finished): number => startOf('ladder', each);

function startOf(name: StageName, { video }: Finished): number {
  return Date.parse(video.pipeline?.find(({ stage }) => stage === name)?.startedAt ?? '');
}
