import { danmakuWindowMs, mostDanmakuOfWindow } from '@weireel/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAsset, addUser, addVideo, openTestRows } from '../testing/rows.ts';
import {
  findDanmaku,
  insertDanmaku,
  keepMoments,
  listDanmaku,
  listHeldDanmaku,
  listNearby,
  readDanmakuNotice,
  removeDanmaku,
  showDanmaku,
} from './danmaku.ts';
import type { DanmakuRow } from './tables.ts';

const { db, end } = await openTestRows();
afterAll(end);

beforeAll(async () => {
  await addUser(db, 'other');
  for (const id of ['a', 'b', 'crowded']) {
    await addAsset(db, id, { duration_ms: 90_000 });
    await addVideo(db, id);
  }
});

const say = (id: string, more: Partial<DanmakuRow> = {}): Promise<DanmakuRow> =>
  insertDanmaku(db, {
    ...{ id, video_id: 'a', author_id: 'owner', at_ms: 0, body: id, mode: 'scroll', colour: 'white' },
    ...{ state: 'shown', ...more },
  });

const countOf = async (videoId: string): Promise<number> => {
  const row = await db
    .selectFrom('video_counts')
    .select('danmaku')
    .where('video_id', '=', videoId)
    .executeTakeFirst();
  return row?.danmaku ?? 0;
};

describe('what is said at the moments of a video', () => {
  it('is read by windows, each moment in one of them, in order', async () => {
    const moments = [danmakuWindowMs + 5, danmakuWindowMs - 1, 0, danmakuWindowMs, 2 * danmakuWindowMs - 1];
    for (const atMs of moments) await say(`at ${atMs}`, { video_id: 'b', at_ms: atMs });
    const read = async (window: number) =>
      (await listDanmaku(db, { videoId: 'b', window, readerId: null })).map(({ at_ms }) => at_ms);
    expect(await read(0)).toEqual([0, danmakuWindowMs - 1]);
    expect(await read(1)).toEqual([danmakuWindowMs, danmakuWindowMs + 5, 2 * danmakuWindowMs - 1]);
    expect(await read(2)).toEqual([]);
  });

  it('of a crowded window is the newest, and no more than can be shown', async () => {
    await sql`insert into danmaku (id, video_id, author_id, at_ms, body, mode, colour, state, created_at)
      select 'crowd ' || n, 'crowded', 'owner', 30000 - n, n, 'scroll', 'white', 'shown', now() + n * interval '1 ms'
      from generate_series(1, ${mostDanmakuOfWindow + 50}) as n`.execute(db);
    const rows = await listDanmaku(db, { videoId: 'crowded', window: 0, readerId: null });
    expect(rows).toHaveLength(mostDanmakuOfWindow);
    expect(Math.max(...rows.map(({ at_ms }) => at_ms))).toBe(30_000 - 51);
  });

  it('is counted when all can see it, and once, whoever lets it appear or takes it away', async () => {
    await say('held', { state: 'held' });
    expect(await countOf('a')).toBe(0);
    expect((await listHeldDanmaku(db, { videoId: 'a', limit: 5, before: null })).map(({ id }) => id)).toEqual(
      ['held'],
    );
    const shown = await Promise.all([showDanmaku(db, 'held'), showDanmaku(db, 'held')]);
    expect(shown).toMatchObject([{ state: 'shown' }, { state: 'shown' }]);
    expect(await countOf('a')).toBe(1);
    const removed = await Promise.all([removeDanmaku(db, 'held'), removeDanmaku(db, 'held')]);
    expect(removed.filter(Boolean)).toHaveLength(1);
    expect(await countOf('a')).toBe(0);
    expect([await findDanmaku(db, 'held'), await showDanmaku(db, 'held')]).toEqual([null, null]);
  });

  it('around a moment is found by who said it', async () => {
    await say('near', { at_ms: 100 });
    await say('far', { at_ms: danmakuWindowMs + 100 });
    await say('of another', { at_ms: 100, author_id: 'other' });
    const nearby = await listNearby(db, { authorId: 'owner', videoId: 'a', atMs: danmakuWindowMs - 1 });
    expect(nearby.map(({ body }) => body)).toEqual(['near']);
  });

  it('needs a video, and knows its length', async () => {
    expect(await keepMoments(db, 'a')).toEqual({ durationMs: 90_000 });
    expect(await keepMoments(db, 'none')).toBeNull();
  });
});

it('a notice that another version sent is passed over', () => {
  const news = { id: 'x', author_id: 'a', at_ms: 1, body: 'b', mode: 'scroll', colour: 'white' };
  expect(readDanmakuNotice(JSON.stringify({ videoId: 'v', news }))).toEqual({ videoId: 'v', news });
  expect(readDanmakuNotice('{"videoId":"v","news":"x"}')).toEqual({ videoId: 'v', news: 'x' });
  for (const text of [
    '',
    '1',
    'null',
    '{"videoId":"v"}',
    '{"videoId":1,"news":"x"}',
    '{"videoId":"v","news":{}}',
  ])
    expect(readDanmakuNotice(text), text).toBeNull();
});
