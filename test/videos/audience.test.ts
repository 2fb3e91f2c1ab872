import { createMemoryStore } from '@weireel/blob';
import type { Video, VideoDetailsBody } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { newId, screen, settle } from '../community/settle.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
/** Who makes videos and belongs to the class; who belongs to it, too; who does not. */
let author: Person;
let pupil: Person;
let stranger: Person;
let groupId: string;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  author = await settle(server, { nickname: 'Author', roles: ['viewer', 'creator', 'teacher'] });
  [pupil, stranger] = await Promise.all([settle(server), settle(server)]);
  groupId = (await author.api.call('createGroup', { body: { name: 'The class' } })).id;
  await admit(pupil);
});

async function admit(person: Person): Promise<void> {
  const params = { id: groupId };
  const { code } = await author.api.call('createGroupInvite', { params, body: { uses: 1, days: 1 } });
  await person.api.call('joinGroup', { body: { code } });
}

type Change = Partial<VideoDetailsBody>;

function change(id: string, wish: Change, by = author): Promise<Video> {
  const words = { title: 'A lesson', description: '', tags: [], categoryId: null };
  const body: VideoDetailsBody = { ...words, visibility: 'public', ...wish };
  return by.api.call('putVideoDetails', { params: { id }, body });
}

async function show(wish: Change): Promise<string> {
  const id = await screen(server, author, { visibility: 'private' });
  await change(id, wish);
  return id;
}

/** What somebody gets to see of a video: its page, its comments, a like, its place in the feed. */
async function reach(id: string, { api }: Pick<Person, 'api'>): Promise<string[]> {
  const params = { id };
  const ends = await Promise.allSettled([
    api.call('video', { params }),
    api.call('comments', { params }),
    api.call('createComment', { params, body: { body: `Word ${newId()}` } }),
    api.call('likeVideo', { params }),
    api.call('feed', { query: { limit: 100 } }).then(({ items }) => {
      if (!items.some((item) => item.id === id)) throw new Error('not in the feed');
    }),
  ]);
  const names = ['page', 'comments', 'say', 'like', 'feed'];
  return names.filter((_, n) => ends[n]?.status === 'fulfilled');
}

const all = ['page', 'comments', 'say', 'like', 'feed'];

describe('a video for those who are signed in', () => {
  test('is there for them, and not for visitors', async () => {
    const id = await show({ visibility: 'internal' });
    expect(await reach(id, stranger)).toEqual(all);
    expect(await reach(id, { api: apiOf(server.url) })).toEqual([]);
    expect(await change(id, { visibility: 'internal' })).toMatchObject({
      publishedAt: expect.any(String) as string,
    });
  });
});

describe('a video for groups', () => {
  test('is there for their members, from the moment they come to the moment they go', async () => {
    const id = await show({ visibility: 'group', groupIds: [groupId] });
    expect(await reach(id, pupil)).toEqual(all);
    expect(await reach(id, stranger)).toEqual([]);
    expect(await reach(id, { api: apiOf(server.url) })).toEqual([]);
    const newcomer = await settle(server);
    await admit(newcomer);
    expect(await reach(id, newcomer)).toEqual(all);
    const params = { id: groupId, userId: newcomer.id };
    await author.api.call('removeGroupMember', { params });
    expect(await reach(id, newcomer)).toEqual([]);
  });

  test('tells its author for whom it is, and nobody else', async () => {
    const id = await show({ visibility: 'group', groupIds: [groupId] });
    const groups = [{ id: groupId, name: 'The class' }];
    expect(await author.api.call('video', { params: { id } })).toMatchObject({ groups });
    expect(await pupil.api.call('video', { params: { id } })).toMatchObject({ groups: null });
  });

  test('is given to groups of one’s own only, and other groups are not told apart from none', async () => {
    const other = await settle(server, { roles: ['teacher'] });
    const theirs = (await other.api.call('createGroup', { body: { name: 'Their class' } })).id;
    const id = await screen(server, author);
    for (const groupIds of [[theirs], [newId()], [groupId, theirs]]) {
      const path = `groupIds.${groupIds.length - 1}`;
      await expect(change(id, { visibility: 'group', groupIds })).rejects.toMatchObject({
        ...{ code: 'invalid_request', errors: [{ path, code: 'not_allowed' }] },
      });
    }
    await expect(change(id, { visibility: 'group' })).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(change(id, { visibility: 'group', groupIds: [groupId] }, other)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('stays with a group that its author has left, and goes with the group', async () => {
    const admin = await settle(server, { roles: ['admin', 'teacher'] });
    const id = await screen(server, pupil);
    const made = await admin.api.call('createGroup', { body: { name: 'For a while' } });
    const invitation = { params: { id: made.id }, body: { uses: 2, days: 1 } };
    const { code } = await admin.api.call('createGroupInvite', invitation);
    await pupil.api.call('joinGroup', { body: { code } });
    await stranger.api.call('joinGroup', { body: { code } });
    const wish = { visibility: 'group', groupIds: [made.id] } as const;
    await change(id, { ...wish, groupIds: [made.id] }, pupil);
    await pupil.api.call('removeGroupMember', { params: { id: made.id, userId: pupil.id } });
    expect(await change(id, { ...wish, groupIds: [made.id] }, pupil)).toMatchObject({ visibility: 'group' });
    expect(await reach(id, stranger)).toEqual(all);
    await admin.api.call('deleteGroup', { params: { id: made.id } });
    expect(await reach(id, stranger)).toEqual([]);
    expect(await pupil.api.call('video', { params: { id } })).toMatchObject({ groups: [] });
  });

  test('calls nobody by a notice who may not see it', async () => {
    const named = await settle(server, { nickname: `Named${newId()}` });
    const { nickname } = await named.api.call('me');
    const id = await show({ visibility: 'group', groupIds: [groupId] });
    const call = () =>
      pupil.api.call('createComment', { params: { id }, body: { body: `@${nickname} look ${newId()}` } });
    await call();
    expect((await named.api.call('notifications')).items).toEqual([]);
    await admit(named);
    await call();
    expect((await named.api.call('notifications')).items).toMatchObject([{ kind: 'mention' }]);
    await author.api.call('removeGroupMember', { params: { id: groupId, userId: named.id } });
    expect((await named.api.call('notifications')).items).toEqual([]);
  });

  test('had its links rotated whenever fewer may play it', async () => {
    const id = await show({ visibility: 'internal' });
    const keyOf = async () =>
      server.db
        .selectFrom('assets')
        .innerJoin('videos', 'videos.asset_id', 'assets.id')
        .select('media_key')
        .where('videos.id', '=', id)
        .executeTakeFirstOrThrow();
    const rotates = async (wish: Change): Promise<boolean> => {
      const before = await keyOf();
      await change(id, wish);
      return (await keyOf()).media_key !== before.media_key;
    };
    const second = (await author.api.call('createGroup', { body: { name: 'Second class' } })).id;
    expect(await rotates({ visibility: 'group', groupIds: [groupId] })).toBe(true);
    expect(await rotates({ visibility: 'group', groupIds: [groupId, second] })).toBe(false);
    expect(await rotates({ visibility: 'group', groupIds: [second] })).toBe(true);
    expect(await rotates({ visibility: 'internal' })).toBe(false);
    expect(await rotates({ visibility: 'internal', publishAt: '2999-01-01T00:00:00Z' })).toBe(true);
    expect(await rotates({ visibility: 'public', publishAt: null })).toBe(false);
  });
});

describe('a video with a time', () => {
  const later = '2999-01-01T08:00:00+08:00';

  test('is its author’s alone before, and there for others when it has come, without anything happening', async () => {
    const id = await show({ publishAt: later });
    expect(await reach(id, stranger)).toEqual([]);
    const mine = await author.api.call('video', { params: { id } });
    expect(mine).toMatchObject({ publishAt: '2999-01-01T00:00:00.000Z' });
    const before = await server.db.selectFrom('events').select('id').execute();
    // The time comes.
    const due = new Date(Date.now() - 1000);
    await server.db
      .updateTable('videos')
      .set({ publish_at: due, published_at: due })
      .where('id', '=', id)
      .execute();
    expect(await reach(id, stranger)).toEqual(all);
    expect((await server.db.selectFrom('events').select('id').execute()).length).toBeGreaterThanOrEqual(
      before.length,
    );
    const found = await stranger.api.call('video', { params: { id } });
    expect(found).toMatchObject({ publishedAt: due.toISOString(), publishAt: null });
  });

  test('stands at that time among the newest, and has its own time when it moves', async () => {
    const id = await show({ publishAt: later });
    const times = () =>
      server.db
        .selectFrom('videos')
        .select(['publish_at', 'published_at'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
    const [first, second] = [new Date(later), new Date('2998-01-01T00:00:00Z')];
    expect(await times()).toEqual({ publish_at: first, published_at: first });
    await change(id, { publishAt: second.toISOString() });
    expect(await times()).toEqual({ publish_at: second, published_at: second });
    // Other details leave it alone; who makes it private has published nothing yet.
    await change(id, { title: 'Another title' });
    expect(await times()).toEqual({ publish_at: second, published_at: second });
    await change(id, { visibility: 'private' });
    expect(await times()).toEqual({ publish_at: second, published_at: null });
    const shown = await change(id, { publishAt: null });
    expect(new Date(shown.publishedAt ?? 0).getTime()).toBeLessThanOrEqual(Date.now() + 1000);
    expect(await reach(id, stranger)).toEqual(all);
  });

  test('once published it keeps the time at which it was found first', async () => {
    const id = await show({});
    const { publishedAt } = await author.api.call('video', { params: { id } });
    await change(id, { publishAt: later });
    expect(await reach(id, stranger)).toEqual([]);
    expect(await change(id, { publishAt: null })).toMatchObject({ publishedAt });
  });

  test.each(['tomorrow', '2026-02-30T00:00:00Z', '2026-12-31T23:59:60Z', '2026-01-01', ''])(
    'is refused at «%s»',
    async (publishAt) => {
      const id = await screen(server, author);
      await expect(change(id, { publishAt })).rejects.toMatchObject({ code: 'invalid_request' });
    },
  );
});
