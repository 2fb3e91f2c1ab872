import { connect } from '@weireel/db';
import { findVideos } from '@weireel/db/search';
import { createTestDatabase } from '@weireel/db/testing';
import { firstAnswer, planSearch } from '@weireel/search';
import { jieba } from '@weireel/search/jieba';
import { beforeAll, describe, expect, it } from 'vitest';
import { undoAfterAll } from '../undo-after-all.ts';
import { addVideos } from './add-videos.ts';
import { measureAll, measureOne, type Answered } from './measures.ts';
import { readJudged, type JudgedQuery } from './read-judged.ts';

const undo = undoAfterAll();
const database = await createTestDatabase();
undo(() => database.drop());
const { db, close } = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
undo(close);
const { videos, queries } = await readJudged();
const answers = new Map<JudgedQuery, Answered>();

async function answer(query: string): Promise<Answered> {
  const { rows, isNearest } = await firstAnswer(planSearch(jieba, query), (condition) =>
    findVideos(db, { condition, filters: {}, asOf: new Date('2026-06-01') }, { after: null, limit: 50 }),
  );
  return { ids: rows.map(({ id }) => id), isNearest };
}

beforeAll(async () => {
  await addVideos(db, jieba, videos);
  for (const query of queries) answers.set(query, await answer(query.query));
});

/** Odd numbers are for tuning; even ones are set aside. */
const halves: Record<string, (number: number) => boolean> = {
  'for tuning': (number) => number % 2 === 1,
  'set aside': (number) => number % 2 === 0,
};

describe.each(Object.entries(halves))('the judged queries that are %s', (_name, isIn) => {
  const half = queries.filter(({ id }) => isIn(Number(id.slice(1))));

  it('are many, of every kind, and some have no right answer', () => {
    expect(half.length).toBeGreaterThanOrEqual(60);
    expect(half.filter(({ grades }) => grades.size === 0).length).toBeGreaterThanOrEqual(5);
    for (const kind of ['pinyin', 'initials', 'mixed', 'traditional', 'misspelt', 'none', 'trap']) {
      expect(
        half.some((query) => query.kind === kind),
        kind,
      ).toBe(true);
    }
  });

  it('are answered well', () => {
    const found = measureAll(
      half.map((query) => measureOne(query, answers.get(query) ?? { ids: [], isNearest: false })),
    );
    expect(found.precision, JSON.stringify(found)).toBeGreaterThanOrEqual(0.95);
    expect(found.recall, JSON.stringify(found)).toBeGreaterThanOrEqual(0.97);
    expect(found.ndcg, JSON.stringify(found)).toBeGreaterThanOrEqual(0.95);
  });
});
