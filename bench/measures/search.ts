import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, migrateToLatest, openEmbedded } from '@weireel/db';
import { findVideos } from '@weireel/db/search';
import { firstAnswer, planSearch } from '@weireel/search';
import { jieba } from '@weireel/search/jieba';
import { addVideos } from '../../test/search/add-videos.ts';
import { multiplyVideos } from '../../test/search/multiply-videos.ts';
import { readJudged, type JudgedQuery } from '../../test/search/read-judged.ts';
import type { Bench } from '../bench.ts';
import { figure, type Figure } from '../figure.ts';
import { cpuSecondsOfTree } from '../process-tree.ts';
import { percentile } from '../../test/statistics.ts';

const videoCount = 100_000;
/** How often each query is asked. */
const rounds = 3;
/** Hits of a page, as the API asks for them. */
const limit = 21;

/**
 * How long a search takes among 100 000 videos on the embedded database: every judged query, in turn, planned and
 * answered one after the other. The reference is what needs no index of ours: the title holds what was typed, the
 * newest first.
 */
export async function measureSearch({ folder, say }: Bench): Promise<Figure[]> {
  const dataFolder = join(folder, 'search');
  await mkdir(dataFolder, { recursive: true });
  const database = await openEmbedded({ dataFolder, ownership: 'when-free', log: say });
  const connection = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
  // As the server asks.
  const asking = connect(database.url, { maxConnections: 2, onError: () => {} });
  try {
    await migrateToLatest(database.url);
    const { videos, queries } = await readJudged();
    await addVideos(connection.db, jieba, videos);
    say(`${videoCount} videos are made of ${videos.length}`);
    await multiplyVideos(connection, { count: videoCount, until: new Date() });
    const asOf = new Date();
    const ours = await time(queries, async ({ query }) => {
      await firstAnswer(planSearch(jieba, query), (condition) =>
        findVideos(asking.db, { condition, filters: {}, asOf }, { after: null, limit }),
      );
    });
    const plain = await time(queries, async ({ query }) => {
      await connection.pool.query(
        `select id from videos where title ilike '%' || $1 || '%' order by published_at desc limit ${limit}`,
        [query],
      );
    });
    return [
      figure({
        id: 'search-p95',
        title: 'a search among 100 000 videos, 95th percentile',
        unit: 'ms',
        value: percentile(ours.tookMs, 0.95),
        reference: { name: 'the same by ILIKE on the title alone', value: percentile(plain.tookMs, 0.95) },
        budget: { of: 'value', is: 'at most', limit: 50 },
        note: `median ${percentile(ours.tookMs, 0.5).toFixed(1)} ms, longest ${Math.max(...ours.tookMs).toFixed(1)} ms`,
      }),
      figure({
        id: 'search-cpu',
        title: 'processor time of a search among 100 000 videos, mean',
        unit: 'CPU ms',
        value: ours.cpuMs,
        reference: { name: 'the same by ILIKE on the title alone', value: plain.cpuMs },
        note: 'of the server and the database together',
      }),
    ];
  } finally {
    await asking.close();
    await connection.close();
    await database.stop();
  }
}

async function time(
  queries: readonly JudgedQuery[],
  ask: (query: JudgedQuery) => Promise<void>,
): Promise<{ tookMs: number[]; cpuMs: number }> {
  const tookMs: number[] = [];
  const cpuBefore = cpuSecondsOfTree(process.pid);
  for (let round = 0; round < rounds; round += 1) {
    for (const query of queries) {
      const startedMs = performance.now();
      await ask(query);
      tookMs.push(performance.now() - startedMs);
    }
  }
  return { tookMs, cpuMs: (1000 * (cpuSecondsOfTree(process.pid) - cpuBefore)) / tookMs.length };
}
