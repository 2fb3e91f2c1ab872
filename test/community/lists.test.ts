import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { screen, settle } from './settle.ts';

let server: InProcessServer;
let author: Person;
let reader: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  author = await settle(server, { nickname: 'Author' });
  reader = await settle(server, { nickname: 'Reader' });
});
afterAll(() => server.stop());

const approveFirst = (id: string) =>
  author.api.call('putCommentPolicy', { params: { id }, body: { policy: 'approve' } });

test('favourites are listed by pages, the last one first, without what one may not see any more', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 4; n += 1) ids.push(await screen(server, author, { title: `Number ${n}` }));
  for (const id of ids) await reader.api.call('favouriteVideo', { params: { id } });
  const hide = {
    title: 'Hidden',
    description: '',
    tags: [],
    categoryId: null,
    visibility: 'private' as const,
  };
  await author.api.call('putVideoDetails', { params: { id: ids[1] ?? '' }, body: hide });
  const first = await reader.api.call('myFavourites', { query: { limit: 2 } });
  const second = await reader.api.call('myFavourites', {
    query: { limit: 2, cursor: first.nextCursor ?? '' },
  });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([ids[3], ids[2], ids[0]]);
  expect(first.items[0]).toMatchObject({ mine: { favourited: true }, counts: { favourites: 1 } });
  expect(second.nextCursor).toBeNull();
  expect((await author.api.call('myFavourites', { query: {} })).items).toEqual([]);
});

test('an author finds all comments that wait for their word, of all videos, and nobody else does', async () => {
  const [one, two] = [await screen(server, author, { title: 'One' }), await screen(server, author)];
  for (const id of [one, two]) await approveFirst(id);
  const say = (id: string, body: string, who = reader) =>
    who.api.call('createComment', { params: { id }, body: { body } });
  const first = await say(one, 'First');
  const second = await say(two, 'Second', await settle(server));
  const third = await say(one, 'Third', await settle(server));
  const waiting = async (person = author) =>
    (await person.api.call('heldComments', { query: {} })).items.map(({ comment }) => comment.id);
  expect(await waiting()).toEqual([third.id, second.id, first.id]);
  const { items } = await author.api.call('heldComments', { query: { limit: 1 } });
  expect(items).toMatchObject([
    { comment: { state: 'held', mayDelete: true }, video: { id: one, title: 'One' } },
  ]);
  for (const who of [reader, await settle(server, { roles: ['admin'] })])
    expect(await waiting(who)).toEqual([]);
  await author.api.call('approveComment', { params: { id: second.id } });
  await author.api.call('deleteComment', { params: { id: third.id } });
  expect(await waiting()).toEqual([first.id]);
});

test('a link to a comment finds it by itself, for whoever may read it', async () => {
  const id = await screen(server, author);
  const root = await reader.api.call('createComment', { params: { id }, body: { body: 'Root of it' } });
  const answer = { params: { id }, body: { body: 'An answer to it', replyTo: root.id } };
  const reply = await author.api.call('createComment', answer);
  const visitor = apiOf(server.url);
  expect(await visitor.call('comment', { params: { id: reply.id } })).toMatchObject({ rootId: root.id });
  expect(await visitor.call('comment', { params: { id: root.id } })).toMatchObject({
    replies: 1,
    liked: false,
  });
  await approveFirst(id);
  const held = await reader.api.call('createComment', { params: { id }, body: { body: 'It waits' } });
  await expect(visitor.call('comment', { params: { id: held.id } })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await reader.api.call('comment', { params: { id: held.id } })).toMatchObject({ state: 'held' });
});

test('who follows a person, and whom they follow, is listed by pages, the last one first', async () => {
  const star = await settle(server, { nickname: 'Star' });
  const fans = [await settle(server), await settle(server), await settle(server)];
  const params = { id: star.id };
  for (const { api, id } of fans) {
    await api.call('followUser', { params });
    await star.api.call('followUser', { params: { id } });
  }
  const [first, second, last] = fans.map(({ id }) => id);
  const page = await reader.api.call('followers', { params, query: { limit: 2 } });
  expect(page.items.map(({ user }) => user.id)).toEqual([last, second]);
  const cursor = page.nextCursor ?? '';
  const rest = await reader.api.call('followers', { params, query: { limit: 2, cursor } });
  expect(rest).toMatchObject({ items: [{ user: { id: first }, following: false }], nextCursor: null });
  await reader.api.call('followUser', { params: { id: first ?? '' } });
  const { items } = await reader.api.call('following', { params });
  expect(items.map(({ user, following }) => [user.id, following])).toEqual([
    [last, false],
    [second, false],
    [first, true],
  ]);
});

test('nobody meets in those lists whom either side has blocked, but who keeps order; strangers gather nothing', async () => {
  const [star, fan, other] = [await settle(server), await settle(server), await settle(server)];
  const params = { id: star.id };
  for (const { api } of [fan, other]) await api.call('followUser', { params });
  const followersFor = async ({ api }: Person) =>
    (await api.call('followers', { params })).items.map(({ user }) => user.id);
  await fan.api.call('blockUser', { params: { id: reader.id } });
  expect(await followersFor(reader)).toEqual([other.id]);
  await reader.api.call('blockUser', { params: { id: other.id } });
  expect(await followersFor(reader)).toEqual([]);
  expect(await followersFor(await settle(server, { roles: ['moderator'] }))).toEqual([other.id, fan.id]);
  await expect(apiOf(server.url).call('followers', { params })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  for (const [one, another] of [
    [star, reader],
    [reader, star],
  ] as const) {
    // As: these two, either way round.
    await one.api.call('blockUser', { params: { id: another.id } });
    for (const list of ['followers', 'following'] as const) {
      await expect(reader.api.call(list, { params })).rejects.toMatchObject({ code: 'not_found' });
    }
    await one.api.call('unblockUser', { params: { id: another.id } });
  }
  for (const id of [fan.id, other.id]) await reader.api.call('unblockUser', { params: { id } });
});
