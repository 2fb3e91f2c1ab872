import { createMemoryStore } from '@weireel/blob';
import type { TagSort, Video } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { settle } from '../community/settle.ts';
import { detailsOf, makeVideo } from '../search/searchable.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let author: Person;
let ids: string[];

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  author = await settle(server);
  ids = [];
  for (const tags of [['攝影', 'Street Food'], ['摄影', 'VLOG'], ['摄影', 'ｖｌｏｇ'], ['风景'], ['vlog ']])
    ids.push(await makeVideo(server, author, { tags }));
  for (const visibility of ['private', 'unlisted'] as const)
    await makeVideo(server, author, { tags: ['摄影', 'secret'], visibility });
  await sql`insert into video_counts (video_id, likes) values (${ids[0]}, 900)
    on conflict (video_id) do update set likes = 900`.execute(server.db);
});

/** Which videos a tag has for somebody, over pages of one. */
async function videosOf(
  tag: string,
  sort: TagSort,
  { api }: Pick<Person, 'api'> = author,
): Promise<number[]> {
  const found: Video[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { sort, limit: 1, ...(cursor !== undefined && { cursor }) };
    const page = await api.call('tagVideos', { params: { tag }, query });
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found.map(({ id }) => ids.indexOf(id));
}

test('a tag has the videos that write it in whatever way, the latest first or the hottest', async () => {
  for (const written of ['摄影', '攝影', ' 攝影 '])
    expect(await videosOf(written, 'latest')).toEqual([2, 1, 0]);
  for (const written of ['vlog', 'ＶＬＯＧ']) expect(await videosOf(written, 'latest')).toEqual([4, 2, 1]);
  expect(await videosOf('street  food', 'latest')).toEqual([0]);
  expect(await videosOf('street', 'latest')).toEqual([]);
  expect((await videosOf('摄影', 'hot'))[0]).toBe(0);
  expect((await videosOf('摄影', 'hot')).toSorted()).toEqual([0, 1, 2]);
});

test('a tag is told as most write it, with those beside it, and of hidden videos nothing', async () => {
  const visitor = apiOf(server.url);
  expect(await visitor.call('tag', { params: { tag: '攝影' } })).toEqual({
    ...{ tag: '摄影', videoCount: 3 },
    related: [
      { tag: 'VLOG', videoCount: 2 },
      { tag: 'Street Food', videoCount: 1 },
    ],
  });
  for (const tag of ['secret', 'none', '#'])
    await expect(visitor.call('tag', { params: { tag } })).rejects.toMatchObject({ code: 'not_found' });
  expect(await videosOf('secret', 'latest', { api: visitor })).toEqual([]);
});

test('a video that gets other tags is found by these alone', async () => {
  const id = await makeVideo(server, author, { tags: ['before'] });
  await author.api.call('putVideoDetails', { params: { id }, body: detailsOf({ tags: ['after'] }) });
  expect((await author.api.call('tagVideos', { params: { tag: 'AFTER' } })).items).toHaveLength(1);
  expect((await author.api.call('tagVideos', { params: { tag: 'before' } })).items).toEqual([]);
});
