import { createMemoryStore } from '@weireel/blob';
import type { FoundVideo } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { newId, screen, settle } from '../community/settle.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let admin: Person;
let author: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  admin = await settle(server, { roles: ['admin'] });
  author = await settle(server, { nickname: 'Author' });
});

const visitor = () => apiOf(server.url);
const list = async () => (await visitor().call('categories')).items;
const create = (zh: string, en: string) => admin.api.call('createCategory', { body: { names: { zh, en } } });
const sort = (id: string, categoryId: string | null, title = 'A whale') =>
  author.api.call('putVideoDetails', {
    params: { id },
    body: { title, description: '', tags: [], categoryId, visibility: 'public' },
  });
const notAllowed = { code: 'invalid_request', errors: [{ path: 'categoryId', code: 'not_allowed' }] };

test('administrators add, rename, order and retire categories, which everybody sees', async () => {
  const nature = await create(' 自然 ', 'Nature');
  const music = await create('音乐', 'Music');
  expect(nature).toMatchObject({ names: { zh: '自然', en: 'Nature' }, isRetired: false });
  expect(await list()).toEqual([nature, music]);
  const { items } = await admin.api.call('putCategoryOrder', { body: { ids: [music.id, nature.id] } });
  expect(items.map(({ id }) => id)).toEqual([music.id, nature.id]);
  for (const ids of [[music.id], [music.id, nature.id, newId()], [music.id, newId()]]) {
    const order = admin.api.call('putCategoryOrder', { body: { ids } });
    await expect(order).rejects.toMatchObject({ code: 'wrong_state' });
  }
  const body = { names: { zh: '音乐会', en: 'Concerts' }, isRetired: true };
  await admin.api.call('putCategory', { params: { id: music.id }, body });
  expect(await list()).toEqual([{ id: music.id, ...body }, nature]);
  for (const zh of [' ', 'a\nb', 'x'.repeat(31)])
    await expect(create(zh, 'A')).rejects.toMatchObject({ code: 'invalid_request' });
});

test('a video is sorted into a category that there is, and keeps one that is retired later', async () => {
  const { id: categoryId, names } = await create('海洋', 'Sea');
  const id = await screen(server, author);
  await expect(sort(id, newId())).rejects.toMatchObject(notAllowed);
  expect((await sort(id, categoryId)).categoryId).toBe(categoryId);
  const params = { id: categoryId };
  await admin.api.call('putCategory', { params, body: { names, isRetired: true } });
  expect((await sort(id, categoryId, 'Renamed')).categoryId).toBe(categoryId);
  const other = await screen(server, author);
  await expect(sort(other, categoryId)).rejects.toMatchObject(notAllowed);
  expect((await sort(id, null)).categoryId).toBeNull();
  await expect(sort(id, categoryId)).rejects.toMatchObject(notAllowed);
});

test('the videos of a category are listed to whoever may find them, and searched among', async () => {
  const { id: categoryId } = await create('动物', 'Animals');
  const [first, second, elsewhere] = await Promise.all([0, 1, 2].map(() => screen(server, author)));
  const hidden = await screen(server, author, { visibility: 'private' });
  const moments = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
  for (const [n, id] of [first, second].entries()) {
    await sort(id ?? '', categoryId);
    await server.db
      .updateTable('videos')
      .set({ published_at: new Date(moments[n] ?? '') })
      .where('id', '=', id ?? '')
      .execute();
  }
  await sort(elsewhere ?? '', null);
  await server.db.updateTable('videos').set({ category_id: categoryId }).where('id', '=', hidden).execute();
  const page = await visitor().call('categoryVideos', { params: { id: categoryId }, query: { limit: 1 } });
  expect(page.items.map(({ id }) => id)).toEqual([second]);
  const query = { limit: 5, cursor: page.nextCursor ?? '' };
  const rest = await visitor().call('categoryVideos', { params: { id: categoryId }, query });
  expect([rest.items.map(({ id }) => id), rest.nextCursor]).toEqual([[first], null]);
  await sql`insert into video_counts (video_id, likes) values (${first}, 900)
    on conflict (video_id) do update set likes = 900`.execute(server.db);
  const hot = { params: { id: categoryId }, query: { sort: 'hot', limit: 1 } } as const;
  const hottest = await visitor().call('categoryVideos', hot);
  const next = { ...hot, query: { ...hot.query, cursor: hottest.nextCursor ?? '' } };
  const last = await visitor().call('categoryVideos', next);
  expect([hottest, last].map(({ items }) => items.map(({ id }) => id))).toEqual([[first], [second]]);
  expect(last.nextCursor).toBeNull();
  const found = await visitor().call('search', { query: { q: 'whale', categoryId } });
  // As: videos are found unless asked otherwise.
  expect((found.items as FoundVideo[]).map(({ id }) => id).toSorted()).toEqual([first, second].toSorted());
  const nothing = visitor().call('categoryVideos', { params: { id: newId() } });
  await expect(nothing).rejects.toMatchObject({ code: 'not_found' });
});
