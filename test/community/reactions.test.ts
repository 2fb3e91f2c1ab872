import { createMemoryStore } from '@weireel/blob';
import type { Video } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { screen, settle, settleMany } from './settle.ts';

let server: InProcessServer;
let author: Person;
let crowd: Person[];

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  author = await settle(server, { nickname: 'Author' });
  crowd = await settleMany(server, 50);
});
afterAll(() => server.stop());

const someone = (n = 0): Person => {
  const person = crowd[n];
  if (!person) throw new RangeError(`there are ${crowd.length} people`);
  return person;
};
const look = (person: Person, id: string): Promise<Video> => person.api.call('video', { params: { id } });

/** What the rows say, however the counters stand. */
async function countRows(table: 'video_likes' | 'video_favourites', videoId: string): Promise<number> {
  const row = await server.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('video_id', '=', videoId)
    .executeTakeFirstOrThrow();
  return row.count;
}

describe('likes and favourites', () => {
  test('are counted once for each person, however often they press', async () => {
    const id = await screen(server, author);
    const { api } = someone();
    expect(await api.call('likeVideo', { params: { id } })).toEqual({ liked: true, likes: 1 });
    expect(await api.call('likeVideo', { params: { id } })).toEqual({ liked: true, likes: 1 });
    expect(await api.call('favouriteVideo', { params: { id } })).toEqual({ favourited: true, favourites: 1 });
    expect(await look(someone(), id)).toMatchObject({
      counts: { likes: 1, favourites: 1 },
      mine: { liked: true, favourited: true, following: false },
    });
    expect(await look(someone(1), id)).toMatchObject({ mine: { liked: false, favourited: false } });
    expect(await apiOf(server.url).call('video', { params: { id } })).toMatchObject({
      counts: { likes: 1 },
      mine: null,
    });
    expect(await api.call('unlikeVideo', { params: { id } })).toEqual({ liked: false, likes: 0 });
    expect(await api.call('unlikeVideo', { params: { id } })).toEqual({ liked: false, likes: 0 });
    expect(await look(someone(), id)).toMatchObject({ counts: { likes: 0, favourites: 1 } });
  });

  test('are exact when 50 people press 200 times at once', async () => {
    const id = await screen(server, author);
    const presses = crowd.flatMap(({ api }) =>
      [1, 2, 3, 4].map(() => api.call('likeVideo', { params: { id } })),
    );
    const answers = await Promise.all(presses);
    expect(Math.max(...answers.map(({ likes }) => likes))).toBe(50);
    expect((await look(author, id)).counts.likes).toBe(50);
    expect(await countRows('video_likes', id)).toBe(50);
  });

  test('are exact when people change their minds at once, and the last word of each holds', async () => {
    const id = await screen(server, author);
    await Promise.all(
      crowd.map(async ({ api }, n) => {
        const presses = [0, 1, 2, 3].map((m) =>
          api.call((n + m) % 2 === 0 ? 'likeVideo' : 'unlikeVideo', { params: { id } }),
        );
        await Promise.all(presses);
        if (n % 5 === 0) await api.call('unlikeVideo', { params: { id } });
        else await api.call('likeVideo', { params: { id } });
      }),
    );
    expect((await look(author, id)).counts.likes).toBe(40);
    expect(await countRows('video_likes', id)).toBe(40);
  });

  test('go with their video, though it is deleted while they arrive', async () => {
    const id = await screen(server, author);
    const presses = crowd.map(({ api }) =>
      Promise.allSettled([
        api.call('likeVideo', { params: { id } }),
        api.call('favouriteVideo', { params: { id } }),
      ]),
    );
    await author.api.call('deleteVideo', { params: { id } });
    const ends = (await Promise.all(presses)).flat();
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'not_found' });
    expect(await countRows('video_likes', id)).toBe(0);
    expect(await countRows('video_favourites', id)).toBe(0);
    await expect(someone().api.call('likeVideo', { params: { id } })).rejects.toMatchObject({
      code: 'not_found',
    });
    const counts = await server.db.selectFrom('video_counts').where('video_id', '=', id).execute();
    expect(counts).toEqual([]);
  });

  test('hold their person: one who has liked anything cannot vanish from under the counters', async () => {
    const id = await screen(server, author);
    await someone(3).api.call('likeVideo', { params: { id } });
    await server.db.deleteFrom('sessions').where('user_id', '=', someone(3).id).execute();
    const leaving = server.db.deleteFrom('users').where('id', '=', someone(3).id).execute();
    await expect(leaving).rejects.toMatchObject({ code: '23503' });
    expect((await look(author, id)).counts.likes).toBe(await countRows('video_likes', id));
  });

  test('are told in lists as on the page', async () => {
    const reader = await settle(server);
    const ids = [await screen(server, author), await screen(server, author)];
    await reader.api.call('likeVideo', { params: { id: ids[1] ?? '' } });
    const { items } = await reader.api.call('feed', { query: { limit: 2 } });
    expect(items.map(({ id, mine, counts }) => [id, mine?.liked, counts.likes])).toEqual([
      [ids[1], true, 1],
      [ids[0], false, 0],
    ]);
    // Chapters are for the page alone.
    for (const item of items) expect({ ...item, chapters: [] }).toEqual(await look(reader, item.id));
  });
});

describe('follows', () => {
  test('count on both sides, once, and show on the followed one’s videos', async () => {
    const [fan, star] = [await settle(server), await settle(server)];
    const id = await screen(server, star);
    const params = { id: star.id };
    expect(await fan.api.call('followUser', { params })).toEqual({ following: true, followers: 1 });
    expect(await fan.api.call('followUser', { params })).toEqual({ following: true, followers: 1 });
    expect(await look(fan, id)).toMatchObject({
      author: { counts: { followers: 1, following: 0 } },
      mine: { following: true },
    });
    expect((await fan.api.call('me')).counts).toMatchObject({ followers: 0, following: 1 });
    expect(await fan.api.call('unfollowUser', { params })).toEqual({ following: false, followers: 0 });
    expect((await fan.api.call('me')).counts).toMatchObject({ followers: 0, following: 0 });
  });

  test('nobody follows themselves, and nobody whom there is not', async () => {
    const { api, id } = someone(1);
    await expect(api.call('followUser', { params: { id } })).rejects.toMatchObject({ code: 'own_account' });
    const missing = { params: { id: 'abcdefgh12345678' } };
    await expect(api.call('followUser', missing)).rejects.toMatchObject({ code: 'not_found' });
    await expect(api.call('unfollowUser', missing)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('everybody follows everybody at once: no two wait for each other, and all counters are exact', async () => {
    const ring = await settleMany(server, 10);
    const presses = ring.flatMap(({ api, id: from }) =>
      ring.flatMap(({ id }) =>
        id === from ? [] : [1, 2].map(() => api.call('followUser', { params: { id } })),
      ),
    );
    await Promise.all(presses);
    for (const { api } of ring) {
      expect((await api.call('me')).counts).toMatchObject({ followers: 9, following: 9 });
    }
  });
});
