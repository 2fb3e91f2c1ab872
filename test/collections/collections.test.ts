import { createMemoryStore } from '@weireel/blob';
import { collectionLimits, type BodyOf, type CollectionItem } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { newId, screen, settle } from '../community/settle.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let owner: Person;
let reader: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  owner = await settle(server, { nickname: 'Owner', roles: ['viewer', 'teacher'] });
  reader = await settle(server, { nickname: 'Reader' });
});

type Fields = BodyOf<'createCollection'>;
const usual: Fields = {
  ...{ kind: 'course', title: 'A course', description: '', visibility: 'public', coverVideoId: null },
};
const visitor = () => ({ api: apiOf(server.url) });

/** Makes a collection of the owner's with some videos in it. */
async function compile(
  videoIds: readonly string[],
  fields: Partial<Fields> = {},
  by = owner,
): Promise<string> {
  const { id } = await by.api.call('createCollection', { body: { ...usual, ...fields } });
  await by.api.call('putCollectionItems', { params: { id }, body: { videoIds: [...videoIds] } });
  return id;
}

/** Ids of what somebody sees in a collection, over pages of two. */
async function idsIn(id: string, { api }: Pick<Person, 'api'> = owner): Promise<string[]> {
  const found: CollectionItem[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { limit: 2, ...(cursor !== undefined && { cursor }) };
    const page = await api.call('collectionItems', { params: { id }, query });
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found.map(({ video }) => video.id);
}

const put = (id: string, videoId: string, before?: string | null, by = owner) =>
  by.api.call('putCollectionItem', { params: { id, videoId }, body: before === undefined ? {} : { before } });
const remove = (id: string, videoId: string) =>
  owner.api.call('removeCollectionItem', { params: { id, videoId } });
const screenMany = (count: number, by = owner) =>
  Promise.all(Array.from({ length: count }, (_, n) => screen(server, by, { title: `Lesson ${n}` })));
const namesOf = (ids: readonly string[], among: readonly string[]) =>
  ids.map((id) => among.indexOf(id)).join('');

describe('the order of a collection', () => {
  test('is that in which videos were put in, and moved before others or to the end', async () => {
    const ids = await screenMany(4);
    const [a = '', b = '', c = '', d = ''] = ids;
    const id = await compile([a, b, c]);
    const order = async () => namesOf(await idsIn(id), ids);
    expect(await order()).toBe('012');
    await put(id, d, a);
    expect(await order()).toBe('3012');
    await put(id, d);
    await put(id, d, d);
    expect(await order()).toBe('3012');
    await put(id, d, null);
    await put(id, c, b);
    expect(await order()).toBe('0213');
    await remove(id, c);
    await remove(id, c);
    expect(await order()).toBe('013');
    await put(id, c);
    expect(await order()).toBe('0132');
    await expect(put(id, a, newId())).rejects.toMatchObject({ code: 'not_in_collection' });
    await owner.api.call('putCollectionItems', { params: { id }, body: { videoIds: [c, a] } });
    expect(await order()).toBe('20');
  });

  test('survives any number of moves to one place', async () => {
    const ids = await screenMany(4);
    const [a = '', b = '', c = '', d = ''] = ids;
    const id = await compile(ids);
    // Each halves the room between a and its follower: it is gone after twenty.
    for (let n = 0; n < 12; n += 1) {
      await put(id, c, b);
      await put(id, d, b);
    }
    expect(await idsIn(id)).toEqual([a, c, d, b]);
  });

  test('holds each video once and nothing twice in one place, whoever edits it at the same time', async () => {
    const ids = await screenMany(8);
    const id = await compile(ids.slice(0, 4));
    const calls = ids.flatMap((videoId, n) => [
      put(id, videoId, ids[0]),
      ...(n < 4 ? [put(id, videoId, null)] : []),
    ]);
    // What comes after its neighbour was moved finds it where it is now.
    expect((await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected')).toEqual([]);
    expect((await idsIn(id)).toSorted()).toEqual(ids.toSorted());
    const { rows } = await sql<{
      places: number;
    }>`select count(distinct place) as places from collection_items
      where collection_id = ${id}`.execute(server.db);
    expect(rows[0]?.places).toBe(ids.length);
  });
});

describe('what a reader is told of a collection', () => {
  test('is nothing of a video that they may not see: neither in the list, nor counted, nor as the cover', async () => {
    const open = await screen(server, owner, { title: 'Open' });
    const own = await screen(server, owner, { title: 'Secret', visibility: 'private' });
    const byLink = await screen(server, owner, { visibility: 'unlisted' });
    const internal = await screen(server, owner, { visibility: 'internal' });
    const id = await compile([own, open, byLink, internal], { coverVideoId: null });
    await owner.api.call('putCollection', { params: { id }, body: { ...usual, coverVideoId: own } });
    const seen = async (person: Pick<Person, 'api'>) => {
      const page = await person.api.call('collection', { params: { id } });
      const listed = (await person.api.call('userCollections', { params: { id: owner.id } })).items;
      expect(JSON.stringify(page).includes(own)).toBe(person === owner);
      expect(listed.find((each) => each.id === id)?.itemCount).toBe(page.itemCount);
      return [await idsIn(id, person), page.itemCount, page.cover?.videoId];
    };
    expect(await seen(owner)).toEqual([[own, open, byLink, internal], 4, own]);
    expect(await seen(reader)).toEqual([[open, byLink, internal], 3, open]);
    expect(await seen(visitor())).toEqual([[open, byLink], 2, open]);
  });

  test('is no link that the author of a video has given only to some', async () => {
    const byLink = await screen(server, reader, { visibility: 'unlisted' });
    const id = await compile([byLink]);
    expect([await idsIn(id), await idsIn(id, reader)]).toEqual([[byLink], [byLink]]);
    expect(await idsIn(id, visitor())).toEqual([]);
    expect((await visitor().api.call('collection', { params: { id } })).itemCount).toBe(0);
    const { items } = await visitor().api.call('userCollections', { params: { id: owner.id } });
    expect(items.map((each) => each.id)).not.toContain(id);
  });

  test('follows for whom it is: everybody, who has the link, the signed-in, members, its owner', async () => {
    const video = await screen(server, owner);
    const group = await owner.api.call('createGroup', { body: { name: `Class ${newId()}` } });
    const { code } = await owner.api.call('createGroupInvite', {
      ...{ params: { id: group.id }, body: { uses: 1, days: 1 } },
    });
    const member = await settle(server);
    await member.api.call('joinGroup', { body: { code } });
    const shunned = await settle(server);
    await owner.api.call('blockUser', { params: { id: shunned.id } });
    const admin = await settle(server, { roles: ['admin'] });
    const people = { visitor: visitor(), reader, member, shunned, owner, admin };
    const found: Record<string, string> = {};
    for (const visibility of ['public', 'unlisted', 'internal', 'group', 'private'] as const) {
      const groupIds = visibility === 'group' ? [group.id] : [];
      const id = await compile([video], { visibility, groupIds });
      const answers = Object.entries(people).map(async ([who, { api }]) => {
        const [page] = await Promise.allSettled([api.call('collection', { params: { id } })]);
        const [list] = await Promise.allSettled([api.call('userCollections', { params: { id: owner.id } })]);
        const isListed = list.status === 'fulfilled' && list.value.items.some((each) => each.id === id);
        return page.status === 'fulfilled' ? [isListed ? who : `(${who})`] : [];
      });
      found[visibility] = (await Promise.all(answers)).flat().join(' ');
    }
    expect(found).toEqual({
      public: 'visitor reader member owner admin',
      unlisted: '(visitor) (reader) (member) owner (admin)',
      internal: 'reader member owner admin',
      group: 'member owner (admin)',
      private: 'owner (admin)',
    });
  });

  test('is no collection of a person whom a block keeps from them, and no video of such a person', async () => {
    const other = await settle(server);
    const theirs = await screen(server, other);
    const id = await compile([theirs, await screen(server, owner)]);
    expect(await idsIn(id, reader)).toHaveLength(2);
    await other.api.call('blockUser', { params: { id: reader.id } });
    expect(await idsIn(id, reader)).toHaveLength(1);
    expect((await reader.api.call('collection', { params: { id } })).itemCount).toBe(1);
  });
});

describe('changing a collection', () => {
  test('is for its owner and administrators, and of others’ videos it takes only what they may see', async () => {
    const video = await screen(server, owner);
    const id = await compile([video]);
    const params = { id };
    const calls = [
      reader.api.call('putCollection', { params, body: usual }),
      reader.api.call('putCollectionItems', { params, body: { videoIds: [] } }),
      put(id, video, null, reader),
      reader.api.call('removeCollectionItem', { params: { id, videoId: video } }),
      reader.api.call('deleteCollection', { params }),
    ];
    await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject({ code: 'forbidden' })));
    const hidden = await screen(server, reader, { visibility: 'private' });
    await expect(put(id, hidden)).rejects.toMatchObject({ code: 'not_found' });
    const whole = owner.api.call('putCollectionItems', { params, body: { videoIds: [video, hidden] } });
    await expect(whole).rejects.toMatchObject({ code: 'not_found' });
    const admin = await settle(server, { roles: ['admin'] });
    await admin.api.call('deleteCollection', { params });
    await expect(owner.api.call('collection', { params })).rejects.toMatchObject({ code: 'not_found' });
    expect((await owner.api.call('video', { params: { id: video } })).id).toBe(video);
  });

  test('keeps to what one may have: so many videos in one, so many of them', async () => {
    const id = await compile([]);
    const video = await screen(server, owner);
    // As if it had been filled.
    await sql`with made as (insert into videos (id, asset_id, author_id, title, description, tags, visibility, review)
        select substr(md5(${id} || n), 1, 16), asset_id, author_id, '', '', '{}', 'private', 'approved'
        from videos, generate_series(1, ${collectionLimits.items}::int) as n where id = ${video} returning id)
      insert into collection_items (collection_id, video_id, place)
      select ${id}, id, row_number() over () from made`.execute(server.db);
    await expect(put(id, video)).rejects.toMatchObject({ code: 'collection_full' });
    const busy = await settle(server);
    await sql`insert into collections (id, owner_id, kind, title, description, visibility)
      select substr(md5(${busy.id} || n), 1, 16), ${busy.id}, 'collection', '', '', 'private'
      from generate_series(2, ${collectionLimits.ofPerson}::int) as n`.execute(server.db);
    const ends = await Promise.allSettled([compile([], {}, busy), compile([], {}, busy)]);
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ reason: { code: 'too_many_collections' } });
  });

  test('knows where a video is, and the cover goes with the video that gives it', async () => {
    const [video = '', other = ''] = await screenMany(2);
    const id = await compile([other, video], { title: '  Named  ' });
    const cover = { ...usual, coverVideoId: video };
    const page = await owner.api.call('putCollection', { params: { id }, body: cover });
    expect(page).toMatchObject({ title: 'A course', coverVideoId: video, cover: { videoId: video } });
    const { items } = await owner.api.call('myCollections', { query: { videoId: video } });
    expect(items.filter(({ hasVideo }) => hasVideo === true).map((each) => each.id)).toEqual([id]);
    expect((await owner.api.call('myCollections')).items[0]?.hasVideo).toBeNull();
    await remove(id, video);
    const after = await owner.api.call('collection', { params: { id } });
    expect(after).toMatchObject({ coverVideoId: null, cover: { videoId: other }, itemCount: 1 });
    const wrong = owner.api.call('putCollection', { params: { id }, body: cover });
    await expect(wrong).rejects.toMatchObject({ code: 'not_in_collection' });
    await owner.api.call('deleteVideo', { params: { id: other } });
    expect(await idsIn(id)).toEqual([]);
  });
});

test('one is led on through a course on whatever device: from the last lesson to the next that was not watched to its end', async () => {
  const ids = await screenMany(3);
  const id = await compile(ids);
  const student = await settle(server);
  const watch = (n: number, positionMs: number, hasEnded = false) =>
    student.api.call('putPosition', { params: { id: ids[n] ?? '' }, body: { positionMs, hasEnded } });
  const progress = async () => (await student.api.call('collection', { params: { id } })).progress;
  const at = (n: number, positionMs = 0) => ({ videoId: ids[n], positionMs });
  expect(await progress()).toEqual({ done: 0, next: at(0) });
  await watch(1, 7000);
  expect(await progress()).toEqual({ done: 0, next: at(1, 7000) });
  await watch(1, 0, true);
  expect(await progress()).toEqual({ done: 1, next: at(2) });
  await watch(2, 19_500);
  expect(await progress()).toEqual({ done: 2, next: at(0) });
  await watch(0, 0, true);
  expect(await progress()).toEqual({ done: 3, next: null });
  const { items } = await student.api.call('collectionItems', { params: { id } });
  expect(items.map(({ isDone }) => isDone)).toEqual([true, true, true]);
  expect((await visitor().api.call('collection', { params: { id } })).progress).toBeNull();
  // A lesson that is hidden by now is neither asked for nor counted.
  await sql`update videos set visibility = 'private' where id = ${ids[1]}`.execute(server.db);
  expect(await progress()).toEqual({ done: 2, next: null });
});
