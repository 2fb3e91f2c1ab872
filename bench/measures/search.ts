import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, migrateToLatest, openEmbedded, type Connection } from '@weireel/db';
import { findVideos } from '@weireel/db/search';
import { firstAnswer, planSearch } from '@weireel/search';
import { jieba } from '@weireel/search/jieba';
import { addVideos } from '../../test/search/add-videos.ts';
import { readJudged, type JudgedQuery } from '../../test/search/read-judged.ts';
import type { Bench } from '../bench.ts';
import { figure, type Figure } from '../figure.ts';
import { percentile } from '../statistics.ts';

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
  try {
    await migrateToLatest(database.url);
    const { videos, queries } = await readJudged();
    await addVideos(connection.db, jieba, videos);
    say(`${videoCount} videos are made of ${videos.length}`);
    await multiply(connection, videoCount);
    const asOf = new Date();
    const ours = await time(queries, async ({ query }) => {
      await firstAnswer(planSearch(jieba, query), (condition) =>
        findVideos(connection.db, { condition, filters: {}, asOf }, { after: null, limit }),
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
        value: percentile(ours, 0.95),
        reference: { name: 'the same by ILIKE on the title alone', value: percentile(plain, 0.95) },
        budget: { of: 'value', is: 'at most', limit: 50 },
        note: `median ${percentile(ours, 0.5).toFixed(1)} ms, longest ${Math.max(...ours).toFixed(1)} ms`,
      }),
    ];
  } finally {
    await connection.close();
    await database.stop();
  }
}

/** Makes many videos of those that are there, each as another one, with its number as a word; newer by the number. */
async function multiply({ pool }: Connection, count: number): Promise<void> {
  const copies = `select n, video.*, video.id || '-' || n as copy
    from generate_series(1, $1) as n
    join (select videos.*, row_number() over (order by videos.id) as place, count(*) over () as total from videos
      where id not like '%-%') as video on place = n % total + 1`;
  const made = `timestamptz '2020-01-01' + n * interval '30 minutes'`;
  await pool.query(
    `insert into assets (id, owner_id, kind, origin, file_name, size_bytes, state, media_key, edition_id, duration_ms)
     select copy, author_id, 'video', 'upload', 'a', 1, 'ready', copy, copy, 1000 * (n % 300)
     from (${copies}) as copies`,
    [count],
  );
  await pool.query(
    `insert into videos (id, asset_id, author_id, title, description, tags, visibility, review, created_at, published_at)
     select copy, copy, author_id, title || ' ' || n, description, tags, visibility, review, ${made}, ${made}
     from (${copies}) as copies`,
    [count],
  );
  await pool.query(
    `insert into video_search (video_id, lexemes, tokenizer_version, created_at)
     select copy, lexemes || ('l' || n || ':1A')::tsvector, tokenizer_version, ${made}
     from (${copies}) as copies join video_search on video_id = copies.id`,
    [count],
  );
  await pool.query('vacuum analyze');
}

async function time(
  queries: readonly JudgedQuery[],
  ask: (query: JudgedQuery) => Promise<void>,
): Promise<number[]> {
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const query of queries) {
      const startedMs = performance.now();
      await ask(query);
      tookMs.push(performance.now() - startedMs);
    }
  }
  return tookMs;
}
