import { createMemoryStore } from '@weireel/blob';
import type { QueryOf, Video } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { eventually } from '../eventually.ts';
import { send } from '../http.ts';
import { screen, settle, settleMany } from '../community/settle.ts';

type Kind = NonNullable<QueryOf<'feed'>['kind']>;

let server: InProcessServer;
let authors: Person[];
/** Three of each author, the oldest first. */
let ids: string[];

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  authors = await settleMany(server, 4);
  ids = [];
  for (let n = 0; n < 12; n += 1) ids.push(await screen(server, author(n), { title: `Number ${n}` }));
  await server.db
    .updateTable('videos')
    .set({ tags: ['sea'] })
    .where('id', 'in', [video(0), video(5)])
    .execute();
});
afterAll(() => server.stop());

const author = (n: number): Person => authors[n % 4] ?? fail();
const video = (n: number): string => ids[n] ?? fail();
const fail = (): never => {
  throw new RangeError('there are twelve videos by four people');
};
const fresh = () => settle(server, { nickname: 'Viewer' });

/** A feed over all pages, each of the given size. */
async function readAll(person: Person | null, kind: Kind, limit = 100): Promise<string[]> {
  const { api } = person ?? { api: apiOf(server.url) };
  const found: Video[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await api.call('feed', { query: { kind, limit, ...(cursor !== undefined && { cursor }) } });
    found.push(...page.items);
    cursor = page.nextCursor;
    expect(found.length).toBeLessThan(100);
  }
  return found.map(({ id }) => id);
}

const follow = (person: Person, who: Person) => person.api.call('followUser', { params: { id: who.id } });

describe('what those have made whom one follows', () => {
  test('comes the newest first, by pages, of few people as of many', async () => {
    const person = await fresh();
    expect(await readAll(person, 'following')).toEqual([]);
    await follow(person, author(1));
    await follow(person, author(2));
    const expected = [10, 9, 6, 5, 2, 1].map(video);
    for (const limit of [1, 4, 100]) expect(await readAll(person, 'following', limit)).toEqual(expected);
    for (const other of await settleMany(server, 41)) await follow(person, other);
    for (const limit of [1, 4, 100]) expect(await readAll(person, 'following', limit)).toEqual(expected);
    await expect(readAll(null, 'following')).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('what is hot', () => {
  test('is what many people like, keep and pass on; one person who presses again and again lifts nothing', async () => {
    const crowd = await settleMany(server, 8);
    for (const { api } of crowd) await api.call('likeVideo', { params: { id: video(3) } });
    const [zealot] = crowd;
    for (let n = 0; n < 20; n += 1) {
      await zealot?.api.call('likeVideo', { params: { id: video(7) } });
      await zealot?.api.call('shareVideo', { params: { id: video(7) } });
    }
    await eventually(async () => (await readAll(null, 'hot'))[0] === video(3));
    const whole = await readAll(null, 'hot');
    expect(whole.slice(0, 2)).toEqual([video(3), video(7)]);
    expect(whole.toSorted()).toEqual(ids.toSorted());
    for (const limit of [1, 5]) expect(await readAll(null, 'hot', limit)).toEqual(whole);
  });
});

describe('what is recommended', () => {
  test('always answers, shows nothing twice, and begins anew only when all was seen', async () => {
    const person = await fresh();
    const first = await person.api.call('feed', { query: { kind: 'recommended', limit: 5 } });
    const second = await person.api.call('feed', { query: { kind: 'recommended', limit: 5 } });
    const seen = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(seen).size).toBe(10);
    const rest = await readAll(person, 'recommended', 3);
    expect(rest.slice(0, 2).toSorted()).toEqual(ids.filter((id) => !seen.includes(id)).toSorted());
    expect(rest.toSorted()).toEqual(ids.toSorted());
    // What was seen longest ago comes first.
    expect(first.items.map(({ id }) => id)).toContain(rest[2]);
  });

  test('for visitors goes through everything once, and neighbours are of different authors', async () => {
    for (const limit of [2, 5, 100])
      expect((await readAll(null, 'recommended', limit)).toSorted()).toEqual(ids.toSorted());
    const { items } = await apiOf(server.url).call('feed', { query: { kind: 'recommended', limit: 8 } });
    for (const [n, item] of items.entries()) expect(item.author.id).not.toBe(items[n - 1]?.author.id);
  });

  test('mixes in what those have made whom one follows', async () => {
    const person = await fresh();
    await follow(person, author(1));
    const { items } = await person.api.call('feed', { query: { kind: 'recommended', limit: 4 } });
    expect(items.map(({ author: by }) => by.id)).toContain(author(1).id);
  });
});

describe('what somebody does not want to be shown', () => {
  test('is in none of their feeds from then on, and in those of others as before', async () => {
    const person = await fresh();
    for (const n of [0, 1, 2, 3]) await follow(person, author(n));
    const params = { id: video(4) };
    for (let n = 0; n < 2; n += 1) await person.api.call('hideVideo', { params });
    await person.api.call('hideAuthor', { params: { id: author(1).id } });
    const hidden = [4, 1, 5, 9].map(video);
    for (const kind of ['latest', 'hot', 'following', 'recommended'] as const) {
      const shown = await readAll(person, kind);
      expect(shown.toSorted(), kind).toEqual(ids.filter((id) => !hidden.includes(id)).toSorted());
      if (kind !== 'following') expect((await readAll(null, kind)).toSorted()).toEqual(ids.toSorted());
    }
    const { items } = await person.api.call('relatedVideos', { params: { id: video(0) } });
    expect(items.filter(({ id }) => hidden.includes(id))).toEqual([]);
    await person.api.call('showVideo', { params });
    await person.api.call('showAuthor', { params: { id: author(1).id } });
    expect(await readAll(person, 'latest')).toHaveLength(12);
    await expect(person.api.call('hideAuthor', { params: { id: person.id } })).rejects.toMatchObject({
      code: 'own_account',
    });
  });
});

describe('what goes with a video', () => {
  test('shares its tags or its author, and is never the video itself', async () => {
    const { items } = await apiOf(server.url).call('relatedVideos', { params: { id: video(0) } });
    const found = items.map(({ id }) => id);
    expect(found.slice(0, 3).toSorted()).toEqual([video(4), video(5), video(8)].toSorted());
    expect(found).not.toContain(video(0));
    expect(found).toHaveLength(11);
  });
});

test('no feed shows what is private, waits for review or is gone', async () => {
  const person = await fresh();
  await follow(person, author(0));
  const secret = await screen(server, author(0), { visibility: 'private' });
  const gone = await screen(server, author(0), { title: 'Gone' });
  await eventually(async () => (await readAll(null, 'hot')).includes(gone));
  await author(0).api.call('deleteVideo', { params: { id: gone } });
  for (const kind of ['latest', 'hot', 'following', 'recommended'] as const) {
    const shown = await readAll(person, kind);
    expect([shown.includes(secret), shown.includes(gone)], kind).toEqual([false, false]);
  }
});

test('a cursor of another feed, or of nobody’s, is refused', async () => {
  const { token } = await fresh();
  const { nextCursor } = await apiOf(server.url).call('feed', { query: { kind: 'hot', limit: 1 } });
  for (const path of [
    ...['latest', 'following', 'recommended'].map((kind) => `kind=${kind}&cursor=${nextCursor}`),
    ...['hot', 'recommended'].map((kind) => `kind=${kind}&cursor=aDk5OTk5OTk5OTk5_`),
    'kind=everything',
  ]) {
    expect((await send(server.url, `/api/v1/feed?${path}`, { token })).status, path).toBe(400);
  }
});
