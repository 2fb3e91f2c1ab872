import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { newId, screen, settle } from '../community/settle.ts';
import { problemOf, send } from '../http.ts';
import { makeVideo } from '../search/searchable.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
});

const idOf = ({ id }: Pick<Person, 'id'>) => ({ params: { id } });
const visitor = () => apiOf(server.url);
const titlesOf = (videos: readonly { title: string }[]) => videos.map(({ title }) => title);

test('shows a person’s videos to whom each is for, the pinned ones first and in their order', async () => {
  const [author, reader] = [await settle(server), await settle(server)];
  const ids: Record<string, string> = {};
  for (const [title, visibility] of [
    ['first', 'public'],
    ['linked', 'unlisted'],
    ['inside', 'internal'],
    ['own', 'private'],
    ['last', 'public'],
  ] as const) {
    ids[title] = await screen(server, author, { title, visibility });
  }
  const pin = (...titles: string[]) =>
    author.api.call('putPinnedVideos', { body: { videoIds: titles.map((title) => ids[title] ?? '') } });
  await pin('own', 'inside', 'first');
  const seen = async (api: Person['api']) => {
    const { pinned, counts } = await api.call('user', idOf(author));
    const { items } = await api.call('userVideos', idOf(author));
    return { pinned: titlesOf(pinned), all: titlesOf(items).toSorted(), videos: counts.videos };
  };
  expect(await seen(visitor())).toEqual({ pinned: ['first'], all: ['first', 'last'], videos: 2 });
  expect(await seen(reader.api)).toEqual({
    ...{ pinned: ['inside', 'first'], all: ['first', 'inside', 'last'], videos: 2 },
  });
  await pin('last');
  expect((await seen(visitor())).pinned).toEqual(['last']);
  await author.api.call('deleteVideo', { params: { id: ids['last'] ?? '' } });
  expect(await seen(visitor())).toEqual({ pinned: [], all: ['first'], videos: 1 });
});

test('pins nobody else’s videos, and none that there are not', async () => {
  const [author, thief] = [await settle(server), await settle(server)];
  const id = await screen(server, author);
  for (const videoIds of [[id], [newId()]]) {
    const refused = thief.api.call('putPinnedVideos', { body: { videoIds } });
    await expect(refused).rejects.toMatchObject({ code: 'not_found' });
  }
  for (const videoIds of [
    [id, id],
    [id, newId(), newId(), newId()],
  ]) {
    const refused = author.api.call('putPinnedVideos', { body: { videoIds } });
    await expect(refused).rejects.toMatchObject({ code: 'invalid_request' });
  }
});

test('says what one has to do with another, and nothing of it to a visitor', async () => {
  const [author, reader] = [await settle(server), await settle(server)];
  await reader.api.call('followUser', idOf(author));
  await reader.api.call('muteUser', idOf(author));
  const { mine, counts } = await reader.api.call('user', idOf(author));
  expect(mine).toEqual({ following: true, blocked: false, muted: true });
  expect(counts.followers).toBe(1);
  expect((await visitor().call('user', idOf(author))).mine).toBeNull();
  expect((await author.api.call('user', idOf(author))).mine).toBeNull();
});

test('is met by whoever has blocked its person, without their videos, and not by whom they have blocked', async () => {
  const [author, reader] = [await settle(server), await settle(server)];
  const id = await screen(server, author);
  await author.api.call('putPinnedVideos', { body: { videoIds: [id] } });
  await reader.api.call('blockUser', idOf(author));
  const { mine, pinned } = await reader.api.call('user', idOf(author));
  expect([mine?.blocked, pinned]).toEqual([true, []]);
  expect((await reader.api.call('userVideos', idOf(author))).items).toEqual([]);
  for (const call of ['user', 'userVideos'] as const) {
    await expect(author.api.call(call, idOf(reader))).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('is found by a new name and not by the old one, with everything that was made before', async () => {
  const [before, after] = [`zhe${newId()}`, `yak${newId()}`];
  const author = await settle(server, { nickname: before });
  const id = await makeVideo(server, author, { title: 'Something' });
  const found = async (q: string) => [
    ...(await visitor().call('search', { query: { q } })).items.map((item) => 'id' in item && item.id),
    ...(await visitor().call('search', { query: { q, type: 'user' } })).items.map(
      (item) => 'id' in item && item.id,
    ),
  ];
  expect(await found(before)).toEqual([id, author.id]);
  const me = await author.api.call('putProfile', { body: { nickname: ` ${after} `, bio: ' Films \n' } });
  expect(me).toMatchObject({ nickname: after, bio: 'Films' });
  expect([await found(before), await found(after)]).toEqual([[], [id, author.id]]);
});

test('takes words as words, and nothing else along with them', async () => {
  const author = await settle(server);
  const words = { nickname: '<img src=x onerror=alert(1)>', bio: '<script>alert(1)</script>' };
  await author.api.call('putProfile', { body: words });
  expect(await visitor().call('user', idOf(author))).toMatchObject(words);
  for (const more of [
    { roles: ['admin'] },
    { badge: 'News' },
    { id: newId() },
    { account: 'admin' },
    { avatarUrl: '/x' },
    { counts: { followers: 1000 } },
  ]) {
    const answer = await send(server.url, '/api/v1/me/profile', {
      ...{ method: 'PUT', token: author.token, body: { ...words, ...more } },
    });
    expect(problemOf(answer).code, JSON.stringify(more)).toBe('invalid_request');
  }
  for (const wrong of [
    { nickname: ' ' },
    { nickname: '\u200b' },
    { nickname: 'Admin' },
    { bio: 'x'.repeat(301) },
  ]) {
    const refused = author.api.call('putProfile', { body: { ...words, ...wrong } });
    await expect(refused, JSON.stringify(wrong)).rejects.toMatchObject({ code: 'invalid_request' });
  }
  expect(await author.api.call('me')).toMatchObject({ ...words, roles: ['viewer', 'creator'], badge: null });
});

test('bears a badge that administrators alone give and take', async () => {
  const [author, admin] = [await settle(server), await settle(server, { roles: ['admin'] })];
  const id = await screen(server, author);
  const give = (badge: string | null, { api } = admin) =>
    api.call('putBadge', { ...idOf(author), body: { badge } });
  expect(await give(' 新华社 ')).toMatchObject({ id: author.id, badge: '新华社' });
  expect((await visitor().call('user', idOf(author))).badge).toBe('新华社');
  expect((await visitor().call('video', { params: { id } })).author.badge).toBe('新华社');
  await expect(give('Myself', author)).rejects.toMatchObject({ code: 'forbidden' });
  await give(null);
  expect((await visitor().call('user', idOf(author))).badge).toBeNull();
  const events = await server.db
    .selectFrom('events')
    .select('payload')
    .where('kind', '=', 'user.badge_changed')
    .where('subject_id', '=', author.id)
    .orderBy('id')
    .execute();
  expect(events.map(({ payload }) => payload)).toEqual([
    { badge: '新华社', byId: admin.id },
    { badge: null, byId: admin.id },
  ]);
});
