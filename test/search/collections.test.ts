import { createMemoryStore } from '@weireel/blob';
import type { BodyOf, FoundCollection, FoundVideo, QueryOf } from '@weireel/contract';
import { jieba } from '@weireel/search/jieba';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { rebuildSearch } from '@weireel/upkeep/search';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { settle } from '../community/settle.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { makeVideo, type Wanted } from './searchable.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let owner: Person;
let reader: Person;
beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  owner = await settle(server, { nickname: '林老师', roles: ['teacher', 'admin'] });
  reader = await settle(server);
});

type Fields = BodyOf<'createCollection'>;
const usual = { kind: 'course', description: '', visibility: 'public', coverVideoId: null } as const;
const bodyOf = (fields: Partial<Fields> & { title: string }): Fields => ({ ...usual, ...fields });
const make = (wanted: Wanted, by = owner) => makeVideo(server, by, wanted);

/** Makes a collection with a lesson that everybody may see, or with others. */
async function compile(
  fields: Partial<Fields> & { title: string },
  videoIds?: readonly string[],
): Promise<string> {
  const { id } = await owner.api.call('createCollection', { body: bodyOf(fields) });
  const lessons = videoIds ?? [await make({ title: '一课' })];
  await owner.api.call('putCollectionItems', { params: { id }, body: { videoIds: [...lessons] } });
  return id;
}

const visitor = () => apiOf(server.url);
async function found(q: string, api = visitor()): Promise<FoundCollection[]> {
  // As: collections were asked for.
  return (await api.call('search', { query: { q, type: 'collection' } })).items as FoundCollection[];
}
const idsOf = async (q: string, api = visitor()) => (await found(q, api)).map(({ id }) => id);
async function videosIn(
  collectionId: string,
  query: Omit<QueryOf<'search'>, 'collectionId'>,
  api = visitor(),
): Promise<string[]> {
  const { items } = await api.call('search', { query: { ...query, collectionId } });
  return (items as FoundVideo[]).map(({ id }) => id); // as: videos were asked for
}

const suggested = async (q: string, api = visitor()) =>
  (await api.call('searchSuggestions', { query: { q } })).items.map(({ text }) => text);

describe('a course', () => {
  test('is found from the moment it is made, by every way to write its title, and by what is said of it', async () => {
    const id = await compile({ title: '古琴入门课', description: '从认识琴弦开始' });
    for (const q of ['古琴', '古琴入門', 'guqin', 'gqrm', '入门', '琴弦'])
      expect(await idsOf(q), q).toEqual([id]);
    for (const q of ['古琴入', 'guqinr', 'gqr']) expect(await suggested(q), q).toEqual(['古琴入门课']);
    const [course] = await found('古琴');
    expect(course).toMatchObject({
      ...{ kind: 'course', itemCount: 1, owner: { id: owner.id, nickname: '林老师' } },
      highlights: { title: [{ start: 0, end: 2 }], description: [] },
    });
    const answer = await visitor().call('search', { query: { q: '古擒入门', type: 'collection' } });
    expect(answer).toMatchObject({ isNearest: true, items: [{ id }] });
    // It is no video, nobody and no tag.
    for (const type of ['video', 'user', 'tag'] as const) {
      expect(await visitor().call('search', { query: { q: '古琴', type } }), type).toMatchObject({
        items: [],
      });
    }
  });

  test('is found by its new title and not by its old one, and not at all once it is deleted', async () => {
    const id = await compile({ title: '木刻版画' });
    const params = { id };
    await owner.api.call('putCollection', { params, body: bodyOf({ title: '铜版蚀刻' }) });
    expect([await idsOf('木刻'), await idsOf('蚀刻')]).toEqual([[], [id]]);
    await owner.api.call('deleteCollection', { params });
    expect(await idsOf('蚀刻')).toEqual([]);
  });

  test('comes with others over pages, each once, the nearest first', async () => {
    const near = await compile({ title: '太极拳' });
    const far = await compile({ title: '养生', description: '散步、太极拳、八段锦' });
    const middle = await compile({ title: '太极拳与健身气功在社区的推广' });
    const ids: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const query = {
        q: '太极拳',
        type: 'collection',
        limit: 1,
        ...(cursor !== undefined && { cursor }),
      } as const;
      const page = await visitor().call('search', { query });
      ids.push(...(page.items as FoundCollection[]).map(({ id }) => id)); // as: collections were asked for
      cursor = page.nextCursor;
    }
    expect(ids).toEqual([near, middle, far]);
  });

  test('that was never indexed is found after a rebuild', async () => {
    const id = await compile({ title: '甲骨文解读' });
    await server.db.deleteFrom('collection_search').where('collection_id', '=', id).execute();
    expect(await idsOf('甲骨')).toEqual([]);
    const rebuild = () => rebuildSearch({ db: server.db, words: jieba, scope: 'stale' });
    expect((await rebuild()).collections).toBe(1);
    expect(await idsOf('甲骨')).toEqual([id]);
    expect((await rebuild()).collections).toBe(0);
  });
});

describe('a course that is not for everybody', () => {
  test('is found by whom it is for, and by nobody else', async () => {
    const group = await owner.api.call('createGroup', { body: { name: '琴社' } });
    const member = await settle(server);
    const params = { id: group.id };
    const { code } = await owner.api.call('createGroupInvite', { params, body: { uses: 1, days: 1 } });
    await member.api.call('joinGroup', { body: { code } });
    const internal = await compile({ title: '内部训练营', visibility: 'internal' });
    const forGroup = await compile({ title: '小组训练营', visibility: 'group', groupIds: [group.id] });
    await compile({ title: '私下训练营', visibility: 'private' });
    await compile({ title: '链接训练营', visibility: 'unlisted' });
    expect(await idsOf('训练营')).toEqual([]);
    expect(await idsOf('训练营', reader.api)).toEqual([internal]);
    expect((await idsOf('训练营', member.api)).toSorted()).toEqual([internal, forGroup].toSorted());
    expect(await suggested('训练')).toEqual([]);
    expect(await suggested('训练', reader.api)).toEqual(['内部训练营']);
    expect((await suggested('训练', member.api)).toSorted()).toEqual(['内部训练营', '小组训练营'].toSorted());
    // Its maker finds what is for the group that is theirs; what is theirs alone is on their own page.
    expect((await idsOf('训练营', owner.api)).toSorted()).toEqual([internal, forGroup].toSorted());
    await reader.api.call('blockUser', { params: { id: owner.id } });
    expect(await idsOf('训练营', reader.api)).toEqual([]);
    await reader.api.call('unblockUser', { params: { id: owner.id } });
  });

  test('is not found while it shows others nothing: what is in it is private, hidden or not reviewed', async () => {
    const waiting = await make({ title: '待审' });
    await server.db.updateTable('videos').set({ review: 'pending' }).where('id', '=', waiting).execute();
    const closed = await make({ title: '私密', visibility: 'private' });
    const id = await compile({ title: '空空如也' }, [waiting, closed]);
    for (const api of [visitor(), reader.api, owner.api]) expect(await idsOf('空空如也', api)).toEqual([]);
    await server.db.updateTable('videos').set({ review: 'approved' }).where('id', '=', waiting).execute();
    expect(await found('空空如也')).toMatchObject([{ id, itemCount: 1 }]);
  });
});

describe('a search within a course', () => {
  test('finds what is in it, and of that only what may be found', async () => {
    const [first, second] = [await make({ title: '陶艺第一讲' }), await make({ title: '陶艺第二讲' })];
    await make({ title: '陶艺展览' });
    const hidden = await make({ title: '陶艺草稿', visibility: 'private' });
    const id = await compile({ title: '拉坯' }, [first, second, hidden]);
    expect((await videosIn(id, { q: '陶艺' })).toSorted()).toEqual([first, second].toSorted());
    expect(await videosIn(id, { q: 'taoyi 第二' })).toEqual([second]);
    expect(await videosIn(id, { q: '展览' })).toEqual([]);
    expect(await videosIn(id, { q: '陶艺', minDurationMs: 120_000 })).toEqual([]);
    // What is said in it is found as well, and not what is said elsewhere.
    const params = { id: second, language: 'zh-CN' };
    const cue = { startMs: 0, endMs: 900, text: '先揉泥', words: null };
    await owner.api.call('putCaptions', { params, body: { label: '中文', cues: [cue] } });
    expect(await videosIn(id, { q: '揉泥' })).toEqual([second]);
    expect(await videosIn(await compile({ title: '别处' }, [first]), { q: '揉泥' })).toEqual([]);
  });

  test('of somebody who may not see it is refused as if there were none', async () => {
    const video = await make({ title: '围棋定式' });
    const closed = await compile({ title: '围棋', visibility: 'private' }, [video]);
    expect(await videosIn(closed, { q: '围棋' }, owner.api)).toEqual([video]);
    for (const api of [visitor(), reader.api]) {
      for (const id of [closed, '0'.repeat(16)]) {
        await expect(videosIn(id, { q: '围棋' }, api)).rejects.toMatchObject({ code: 'not_found' });
      }
    }
  });
});
