import { createMemoryStore } from '@weireel/blob';
import { mostAvoided } from '@weireel/db/people';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { newId, screen, settle } from '../community/settle.ts';
import { makeVideo } from '../search/searchable.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
});

const idOf = ({ id }: Person) => ({ params: { id } });

/** An author with a video, somebody who watches it, and somebody else. */
async function meet() {
  const [author, viewer, other] = await Promise.all([
    settle(server, { nickname: `Author ${newId()}`.slice(0, 20), roles: ['viewer', 'creator'] }),
    settle(server, { nickname: `Viewer ${newId()}`.slice(0, 20) }),
    settle(server),
  ]);
  const videoId = await screen(server, author);
  return { author, viewer, other, videoId, params: { id: videoId } };
}

/** Which of some promises were kept. */
async function kept(promises: Record<string, Promise<unknown>>): Promise<string[]> {
  const ends = await Promise.allSettled(Object.values(promises));
  return Object.keys(promises).filter((_, n) => ends[n]?.status === 'fulfilled');
}

/** What somebody may do with a video and its author. */
function reach({ api }: Person, { videoId, author }: { videoId: string; author: Person }) {
  const params = { id: videoId };
  return kept({
    page: api.call('video', { params }),
    comments: api.call('comments', { params }),
    say: api.call('createComment', { params, body: { body: `Word ${newId()}` } }),
    call: api.call('createDanmaku', { params, body: { body: `Word ${newId()}`, atMs: 0 } }),
    like: api.call('likeVideo', { params }),
    follow: api.call('followUser', idOf(author)),
    feed: api.call('feed', { query: { limit: 100 } }).then(({ items }) => {
      if (!items.some(({ id }) => id === videoId)) throw new Error('not in the feed');
    }),
  });
}

const all = ['page', 'comments', 'say', 'call', 'like', 'follow', 'feed'];

test.each(['author', 'viewer'] as const)(
  'keeps two people from each other as soon as the %s has blocked the other, until the block ends',
  async (who) => {
    const met = await meet();
    const { author, viewer, other } = met;
    expect(await reach(viewer, met)).toEqual(all);
    const blocker = who === 'author' ? author : viewer;
    const blocked = who === 'author' ? viewer : author;
    await blocker.api.call('blockUser', idOf(blocked));
    expect(await reach(viewer, met)).toEqual([]);
    expect(await reach(other, met)).toEqual(all);
    await blocker.api.call('unblockUser', idOf(blocked));
    expect(await reach(viewer, met)).toEqual(all);
  },
);

test('ends that two follow each other, with their counts', async () => {
  const { author, viewer } = await meet();
  await viewer.api.call('followUser', idOf(author));
  await author.api.call('followUser', idOf(viewer));
  await author.api.call('blockUser', idOf(viewer));
  for (const { api } of [author, viewer]) {
    expect((await api.call('me')).counts).toMatchObject({ followers: 0, following: 0 });
  }
});

test('leaves no one following whom a block that came at once keeps from them', async () => {
  const met = await Promise.all(Array.from({ length: 8 }, meet));
  await Promise.all(
    met.flatMap(({ author, viewer }) => [
      author.api.call('blockUser', idOf(viewer)),
      kept({ follow: viewer.api.call('followUser', idOf(author)) }),
    ]),
  );
  for (const { author, viewer } of met) {
    expect((await author.api.call('me')).counts.followers).toBe(0);
    expect((await viewer.api.call('me')).counts.following).toBe(0);
  }
});

test.each(['blockUser', 'muteUser'] as const)(
  '%s takes comments, danmaku and notices out of what one reads',
  async (call) => {
    const { author, viewer, other, params } = await meet();
    const { nickname } = await viewer.api.call('me');
    await other.api.call('createComment', { params, body: { body: `@${nickname} Look ${newId()}` } });
    await other.api.call('createDanmaku', { params, body: { body: `There ${newId()}`, atMs: 0 } });
    const read = async ({ api }: Pick<Person, 'api'>) => [
      (await api.call('comments', { params })).items.length,
      (await api.call('danmaku', { params, query: { window: 0 } })).items.length,
    ];
    const told = async ({ api }: Person) => [
      (await api.call('notifications')).items.length,
      (await api.call('me')).unread.notifications,
    ];
    expect([await read(viewer), await told(viewer)]).toEqual([
      [1, 1],
      [1, 1],
    ]);
    await viewer.api.call(call, idOf(other));
    expect([await read(viewer), await told(viewer)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(await read(author), 'others read on').toEqual([1, 1]);
    expect(await read({ api: apiOf(server.url) }), 'visitors read on').toEqual([1, 1]);
    // And tells nothing of what comes.
    await other.api.call('createComment', { params, body: { body: `@${nickname} Again ${newId()}` } });
    expect(await told(viewer)).toEqual([0, 0]);
  },
);

test('keeps one from answering and liking what the other has said below a third person’s video', async () => {
  const { viewer, other, params } = await meet();
  const { id } = await other.api.call('createComment', { params, body: { body: `Word ${newId()}` } });
  await other.api.call('blockUser', idOf(viewer));
  const answer = { body: `Answer ${newId()}`, replyTo: id };
  expect(
    await kept({
      read: viewer.api.call('comment', { params: { id } }),
      replies: viewer.api.call('commentReplies', { params: { id } }),
      like: viewer.api.call('likeComment', { params: { id } }),
      answer: viewer.api.call('createComment', { params, body: answer }),
    }),
  ).toEqual([]);
});

test('keeps nobody from those who look after what is said', async () => {
  const met = await meet();
  const moderator = await settle(server, { roles: ['viewer', 'moderator'] });
  const { id } = await met.other.api.call('createComment', {
    params: met.params,
    body: { body: `Word ${newId()}` },
  });
  for (const person of [met.author, met.other]) await person.api.call('blockUser', idOf(moderator));
  const { items } = await moderator.api.call('comments', { params: met.params });
  expect(items.map((comment) => comment.id)).toEqual([id]);
  await moderator.api.call('deleteComment', { params: { id } });
});

test('muting says nothing to who is muted, and takes nothing from them', async () => {
  const met = await meet();
  await met.author.api.call('muteUser', idOf(met.viewer));
  expect(await reach(met.viewer, met)).toEqual(all);
});

test('lists whom one does not meet, each by its reason, the latest first', async () => {
  const { author, viewer, other } = await meet();
  const list = async (by: 'blocked' | 'muted' | 'hidden') =>
    (await viewer.api.call('myAvoided', { query: { by } })).items.map(({ user }) => user.id);
  await viewer.api.call('blockUser', idOf(author));
  await viewer.api.call('blockUser', idOf(author));
  await viewer.api.call('muteUser', idOf(other));
  await viewer.api.call('hideAuthor', idOf(other));
  expect([await list('blocked'), await list('muted'), await list('hidden')]).toEqual([
    [author.id],
    [other.id],
    [other.id],
  ]);
  expect((await author.api.call('myAvoided', { query: { by: 'blocked' } })).items).toEqual([]);
  await viewer.api.call('unmuteUser', idOf(other));
  expect(await list('muted')).toEqual([]);
});

test('leaves what an author made, is called and says in captions out of every search', async () => {
  const { author, viewer, other } = await meet();
  const word = `zebra${newId()}`;
  const id = await makeVideo(server, author, { title: word, tags: [`${word}tag`] });
  await author.api.call('putCaptions', {
    params: { id, language: 'en' },
    body: { label: 'English', cues: [{ startMs: 0, endMs: 1000, text: `spoken${word}`, words: null }] },
  });
  const { nickname } = await author.api.call('me');
  const found = ({ api }: Person) =>
    kept({
      title: some(api.call('search', { query: { q: word } })),
      captions: some(api.call('search', { query: { q: `spoken${word}` } })),
      tag: some(api.call('search', { query: { q: `${word}tag`, type: 'tag' } })),
      user: some(api.call('search', { query: { q: nickname, type: 'user' } })),
      suggestion: some(api.call('searchSuggestions', { query: { q: word } })),
    });
  expect(await found(other)).toEqual(['title', 'captions', 'tag', 'user', 'suggestion']);
  await viewer.api.call('blockUser', idOf(author));
  expect(await found(viewer)).toEqual([]);
});

/** Fails when nothing was found. */
async function some(answer: Promise<{ items: readonly unknown[] }>): Promise<void> {
  if ((await answer).items.length === 0) throw new Error('found nothing');
}

test('so many one may block, and so many mute', async () => {
  const { viewer, author } = await meet();
  const crowd = newId().slice(0, 8);
  const { rows } = await sql<{ id: string }>`
    insert into users (id, nickname, roles, state)
    select ${crowd} || lpad(n::text, 8, '0'), 'One of many', '{}', 'active' from generate_series(1, ${mostAvoided}) as n
    returning id`.execute(server.db);
  const someone = { params: { id: rows[0]?.id ?? '' } };
  for (const [table, call] of [
    ['blocks', 'blockUser'],
    ['mutes', 'muteUser'],
  ] as const) {
    await sql`insert into ${sql.table(table)} (user_id, other_id)
      select ${viewer.id}, id from users where id like ${`${crowd}%`}`.execute(server.db);
    await expect(viewer.api.call(call, idOf(author))).rejects.toMatchObject({ code: 'too_many_avoided' });
    await viewer.api.call(call, someone);
  }
});

test('nobody blocks or mutes themselves, or whom there is not', async () => {
  const { viewer } = await meet();
  for (const call of ['blockUser', 'muteUser'] as const) {
    await expect(viewer.api.call(call, idOf(viewer))).rejects.toMatchObject({ code: 'own_account' });
    const nobody = { params: { id: newId() } };
    await expect(viewer.api.call(call, nobody)).rejects.toMatchObject({ code: 'not_found' });
  }
});
