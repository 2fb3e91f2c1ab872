import { connect, type Database } from '@weireel/db';
import {
  findCollections,
  findCollectionTitles,
  findTexts,
  findUsers,
  findVideos,
  listTags,
  mostRanked,
} from '@weireel/db/search';
import { listHotSearches } from '@weireel/db/search-log';
import { createTestDatabase } from '@weireel/db/testing';
import { planSearch, planSuggestions, toTsquery } from '@weireel/search';
import { jieba } from '@weireel/search/jieba';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { undoAfterAll } from '../undo-after-all.ts';
import { addVideos } from './add-videos.ts';
import { explainQueries, type ExplainedQuery } from './explained-queries.ts';
import { multiplyVideos } from './multiply-videos.ts';
import { readJudged } from './read-judged.ts';

const undo = undoAfterAll();
const database = await createTestDatabase();
undo(() => database.drop());
const connection = connect(database.url, { maxConnections: 1, patience: 'upkeep', onError: () => {} });
undo(connection.close);
const { db } = connection;

const videoCount = 8000;

beforeAll(async () => {
  const { videos } = await readJudged();
  await addVideos(db, jieba, videos.slice(0, 20));
  await multiplyVideos(connection, { count: videoCount, until: new Date() });
  await sql`insert into users (id, account, password_hash, nickname, roles, state)
    select 'p' || n, 'p' || n, null, '李雷' || n, '{}', 'active' from generate_series(1, ${videoCount}::integer) as n`.execute(
    db,
  );
  await sql`insert into user_search (user_id, lexemes, tokenizer_version)
    select 'p' || n, ('w李雷:1A l' || n)::tsvector, 1 from generate_series(1, ${videoCount}::integer) as n`.execute(
    db,
  );
  await sql`update videos set author_id = 'p' || substring(id from '-(.*)$') where id like '%-%'`.execute(db);
  await sql`insert into captions (video_id, language, label, kind, cues, cue_count)
    select id, 'zh-CN', 'x', 'edited', '[]', 1 from videos where id like '%-%7'`.execute(db);
  await sql`insert into caption_passages (video_id, language, n, lines, lexemes, tokenizer_version)
    select video_id, 'zh-CN', 1, '[]', video_search.lexemes, 1
    from captions join video_search using (video_id)`.execute(db);
  await sql`insert into chapters (video_id, start_ms, title, lexemes, tokenizer_version)
    select video_id, 0, 'x', lexemes, 1 from video_search where video_id like '%-%3'`.execute(db);
  await sql`insert into collections (id, owner_id, kind, title, description, visibility)
    select 'k' || n, 'p' || n, 'course', 'x', '', case when n % 5 = 0 then 'private' else 'public' end
    from generate_series(1, ${videoCount}::integer) as n`.execute(db);
  await sql`insert into collection_items (collection_id, video_id, place)
    select 'k' || substring(id from '-(.*)$'), id, 1 from videos where id like '%-%'
    union all select 'k2', id, 100 + row_number() over () from (select id from videos where id like '%-%1' limit 300) as chosen`.execute(
    db,
  );
  await sql`insert into collection_search (collection_id, lexemes, tokenizer_version)
    select 'k' || substring(video_id from '-(.*)$'), lexemes, 1 from video_search where video_id like '%-%'`.execute(
    db,
  );
  await sql`insert into hot_searches (query, people) select 'q' || n, n from generate_series(1, ${videoCount}::integer) as n`.execute(
    db,
  );
  await sql`insert into video_counts (video_id, likes) select id, 1 from videos`.execute(db);
  await sql`insert into user_counts (user_id, followers) select id, 1 from users`.execute(db);
  await sql`vacuum analyze`.execute(db);
});

/** What a query reads whole, and how many rows it sorts. */
function costsOf(queries: ExplainedQuery[]): { scanned: string[]; sorted: number } {
  const steps = queries.flatMap((query) => query.steps).filter((step) => step['Actual Loops'] > 0);
  const sorts = steps.filter((step) => step['Node Type'].includes('Sort'));
  return {
    scanned: steps.flatMap((step) => (step['Node Type'] === 'Seq Scan' ? [step['Relation Name'] ?? ''] : [])),
    sorted: Math.max(0, ...sorts.flatMap(({ Plans }) => (Plans ?? []).map((part) => part['Actual Rows']))),
  };
}

const conditionOf = (query: string) => {
  const [attempt] = planSearch(jieba, query);
  if (attempt === undefined) throw new Error(`nothing is asked by ${query}`);
  return attempt.condition;
};
const asOf = new Date('2026-06-01');
const page = { after: null, limit: 21, askerId: null };

/** Words of nearly all, of hundreds, of one and of none. */
describe.each(['江城', '长江大桥', '7777', '火箭'])('a search for «%s»', (query) => {
  const condition = conditionOf(query);
  const filters = [
    {},
    { minDurationMs: 200_000 },
    { collectionId: 'k2' },
    { publishedAfter: new Date('2026-05-01') },
  ];
  const lists: Record<string, (of: Database) => Promise<unknown>> = {
    ...Object.fromEntries(
      filters.map((wished) => [
        `videos ${JSON.stringify(wished)}`,
        (of: Database) => findVideos(of, { condition, filters: wished, asOf }, page),
      ]),
    ),
    tags: (of) => listTags(of, condition, null),
    collections: (of) => findCollections(of, condition, page),
    people: (of) => findUsers(of, condition, page),
  };

  test.each(Object.entries(lists))(
    'for %s reads no table whole and sorts no more than is ranked',
    async (_list, use) => {
      const { scanned, sorted } = costsOf(await explainQueries(connection, use));
      expect(scanned).toEqual([]);
      expect(sorted).toBeLessThanOrEqual(mostRanked);
    },
  );
});

test.each(['j', 'jia', '长', '7', '火箭'])(
  'suggestions for «%s» read no table whole and sort nothing',
  async (typed) => {
    const condition = planSuggestions(jieba, typed) ?? conditionOf(typed);
    const { scanned, sorted } = costsOf(
      await explainQueries(connection, async (of) => {
        await findTexts(of, condition, { limit: 100, askerId: null });
        await findCollectionTitles(of, condition, { limit: 100, askerId: null });
      }),
    );
    expect({ scanned, sorted }).toEqual({ scanned: [], sorted: 0 });
  },
);

test('a name that all have, and hot words, are read by an index', async () => {
  const wishes = [
    (of: Database) => findUsers(of, conditionOf('李雷'), page),
    (of: Database) => listHotSearches(of, { minPeople: 5, limit: 30 }),
  ];
  for (const use of wishes) {
    const { scanned, sorted } = costsOf(await explainQueries(connection, use));
    expect(scanned).toEqual([]);
    expect(sorted).toBeLessThanOrEqual(mostRanked);
  }
});

test('the newest are found of what more have than are ranked, whatever else they must be like', async () => {
  const condition = conditionOf('江城');
  const shown = await findVideos(db, { condition, filters: {}, asOf }, { after: null, limit: 2000 });
  const numbers = shown.map(({ id }) => Number(id.split('-')[1] ?? 0)).toSorted((a, b) => b - a);
  const { rows } = await sql<{ n: number }>`
    select substring(video_id from '-(.*)$')::integer as n from video_search
    where lexemes @@ ${toTsquery(condition)}::tsquery and video_id like '%-%' order by n desc limit 300`.execute(
    db,
  );
  expect(numbers).toHaveLength(mostRanked);
  expect(numbers.slice(0, 300)).toEqual(rows.map(({ n }) => n));
});
