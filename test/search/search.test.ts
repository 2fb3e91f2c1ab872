import { createMemoryStore } from '@weireel/blob';
import type { FoundTag, FoundUser, FoundVideo, QueryOf } from '@weireel/contract';
import { jieba } from '@weireel/search/jieba';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { rebuildSearch } from '@weireel/upkeep/search';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, register, type Person } from '../api.ts';
import { problemOf, send } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { detailsOf, makeVideo, type Wanted } from './searchable.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let author: Person;
beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  author = await register(server.url, '老街电影社');
});

const make = (wanted: Wanted, person = author) => makeVideo(server, person, wanted);
const ask = (query: QueryOf<'search'>) => apiOf(server.url).call('search', { query });
async function videos(q: string, more: Omit<QueryOf<'search'>, 'q'> = {}): Promise<FoundVideo[]> {
  return (await ask({ ...more, q })).items as FoundVideo[]; // the type that was asked for
}
const idsOf = async (q: string, more: Omit<QueryOf<'search'>, 'q'> = {}) =>
  (await videos(q, more)).map(({ id }) => id);
const users = async (q: string) => (await ask({ q, type: 'user' })).items as FoundUser[]; // as above
const tags = async (q: string) => (await ask({ q, type: 'tag' })).items as FoundTag[]; // as above
const suggested = async (q: string) =>
  (await apiOf(server.url).call('searchSuggestions', { query: { q } })).items.map(({ text }) => text);

describe('a public video', () => {
  test('is found from the moment it is made, by every way to write it', async () => {
    const id = await make({ title: '黄鹤楼夜游光影秀', tags: ['灯光'], description: '江边的晚风' });
    for (const q of ['黄鹤楼', '黃鶴樓', 'huanghelou', 'hhl', '灯光', '晚风', '黄鹤楼 电影']) {
      expect(await idsOf(q), q).toEqual([id]);
    }
    expect((await ask({ q: '黄鹤楼' })).isNearest).toBe(false);
  });

  test('is found by its new words and not by its old ones, as soon as they are changed', async () => {
    const id = await make({ title: '瓷器修复', tags: ['手艺'] });
    await author.api.call('putVideoDetails', { params: { id }, body: detailsOf({ title: '古籍修复' }) });
    expect(await idsOf('古籍')).toEqual([id]);
    for (const q of ['瓷器', '手艺']) expect(await idsOf(q), q).toEqual([]);
  });

  test('is gone as soon as it is deleted', async () => {
    const id = await make({ title: '皮划艇' });
    expect(await idsOf('皮划艇')).toEqual([id]);
    await author.api.call('deleteVideo', { params: { id } });
    expect(await idsOf('皮划艇')).toEqual([]);
    expect(await suggested('皮划')).toEqual([]);
  });

  test('says which pieces of its text answer', async () => {
    await make({ title: '萤火虫 Firefly 之夜', tags: ['昆虫', '萤火虫'], description: '山谷里的萤火虫' });
    const [found] = await videos('螢火蟲 firefly');
    expect(found?.highlights).toEqual({
      title: [
        { start: 0, end: 3 },
        { start: 4, end: 11 },
      ],
      description: [{ start: 4, end: 7 }],
      tags: [[], [{ start: 0, end: 3 }]],
      author: [],
    });
  });

  test('comes with its text as it is, however hostile', async () => {
    const title = `<img src=x onerror="alert(1)">蜂鸟</script>&lt;`;
    await make({ title });
    const answer = await send(server.url, `/api/v1/search?q=${encodeURIComponent('蜂鸟')}`);
    expect(answer.headers['content-type']).toContain('application/json');
    expect((JSON.parse(answer.text) as { items: FoundVideo[] }).items[0]?.title).toBe(title); // as the contract says
  });
});

describe('what is said in a video', () => {
  const cue = (startMs: number, text: string) => ({ startMs, endMs: startMs + 900, text, words: null });
  const caption = async (id: string, language: string, texts: string[], revision?: number) => {
    const cues = texts.map((text, n) => cue(n * 1000, text));
    const body = { label: language, cues, ...(revision !== undefined && { revision }) };
    return author.api.call('putCaptions', { params: { id, language }, body });
  };

  test('is found in its captions, with the moment and the words, below what is called so', async () => {
    const called = await make({ title: '珐琅的故事' });
    const said = await make({ title: '课堂实录' });
    await caption(said, 'zh-CN', ['大家好', '今天讲的是', '珐琅上的花纹', '下课']);
    await caption(said, 'en', ['Hello', 'Flowers in enamel']);
    const found = await videos('珐琅');
    expect(found.map(({ id }) => id)).toEqual([called, said]);
    expect(found[0]?.spoken).toBeNull();
    expect(found[1]?.spoken).toEqual({
      ...{ language: 'zh-CN', atMs: 2000, text: '珐琅上的花纹 下课', highlights: [{ start: 0, end: 2 }] },
    });
    expect((await videos('enamel')).map(({ spoken }) => spoken?.atMs)).toEqual([1000]);
    // Words that are said far apart are not said together.
    expect((await ask({ q: '大家好 珐琅 enamel' })).isNearest).toBe(true);
  });

  test('is found by its new words and not by its old ones, also when the index is made again', async () => {
    const id = await make({ title: '无题' });
    const { revision } = await caption(id, 'zh-CN', ['谈谈榫卯']);
    expect(await idsOf('榫卯')).toEqual([id]);
    const next = await caption(id, 'zh-CN', ['谈谈斗拱'], revision);
    expect([await idsOf('榫卯'), await idsOf('斗拱')]).toEqual([[], [id]]);
    await server.db.deleteFrom('caption_passages').execute();
    expect(await idsOf('斗拱')).toEqual([]);
    await rebuildSearch({ db: server.db, words: jieba, scope: 'stale' });
    expect(await idsOf('斗拱')).toEqual([id]);
    expect((await rebuildSearch({ db: server.db, words: jieba, scope: 'stale' })).captions).toBe(0);
    const params = { id, language: 'zh-CN' };
    await author.api.call('deleteCaptions', { params, query: { revision: next.revision } });
    expect(await idsOf('斗拱')).toEqual([]);
  });

  test('in what is not for everybody is found by nobody', async () => {
    const id = await make({ title: '私人', visibility: 'private' });
    await caption(id, 'zh-CN', ['谁也不知道的榧子']);
    expect(await idsOf('榧子')).toEqual([]);
  });
});

describe('what is not for everybody', () => {
  test.each([
    ['private', { visibility: 'private' }, {}],
    ['unlisted', { visibility: 'unlisted' }, {}],
    ['not reviewed yet', {}, { review: 'pending' }],
    ['rejected', {}, { review: 'rejected' }],
  ] as const)('is not found in any way while it is %s', async (_name, wanted, change) => {
    const loner = await register(server.url, '孤岛守望者');
    const id = await make({ title: '深海秘境', tags: ['秘境标签'], ...wanted }, loner);
    if ('review' in change) {
      await server.db.updateTable('videos').set(change).where('id', '=', id).execute();
    }
    for (const q of ['深海', 'shenhai', 'shmj', '秘境标签', '孤岛守望者', '深海秘境', '审海秘境']) {
      expect(await idsOf(q), q).toEqual([]);
      expect(await tags(q), q).toEqual([]);
      expect(await suggested(q), q).toEqual([]);
    }
    expect(await users('孤岛守望者')).toEqual([]);
    // Not even by its author: this is everybody's list.
    expect(await loner.api.call('search', { query: { q: '深海' } })).toMatchObject({ items: [] });
  });

  test('is found no more once it is taken back', async () => {
    const id = await make({ title: '琥珀收藏' });
    expect(await idsOf('琥珀')).toEqual([id]);
    const body = detailsOf({ title: '琥珀收藏', visibility: 'private' });
    await author.api.call('putVideoDetails', { params: { id }, body });
    expect(await idsOf('琥珀')).toEqual([]);
  });
});

describe('a list of hits', () => {
  test('is the nearest, and says so, when nothing answers', async () => {
    const id = await make({ title: '皮影艺术' });
    expect(await ask({ q: '皮赢艺术' })).toMatchObject({ isNearest: true, items: [{ id }] });
    expect(await ask({ q: '皮影 火箭' })).toMatchObject({ isNearest: true, items: [{ id }] });
    expect(await ask({ q: 'zzzz' })).toEqual({ isNearest: false, items: [], nextCursor: null });
  });

  test('goes on where it was, though new ones arrive and others go', async () => {
    const made: string[] = [];
    for (let n = 0; n < 9; n += 1) made.push(await make({ title: `陨石观测 ${n}` }));
    const first = await ask({ q: '陨石', limit: 4 });
    await make({ title: '陨石观测 新' });
    const seen = first.items as FoundVideo[]; // videos were asked for
    for (let cursor = first.nextCursor; cursor !== null;) {
      const page = await ask({ q: '陨石', limit: 4, cursor });
      seen.push(...(page.items as FoundVideo[])); // as above
      cursor = page.nextCursor;
    }
    const ids = seen.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made));
  });

  test('begins with what is liked more, of what is equally near', async () => {
    const ids = [await make({ title: '山谷回声' }), await make({ title: '山谷回声' })] as const;
    for (const id of ids) {
      await author.api.call('likeVideo', { params: { id } });
      expect((await idsOf('山谷回声'))[0]).toBe(id);
      await author.api.call('unlikeVideo', { params: { id } });
    }
  });

  test('holds what is long, short or new enough', async () => {
    const short = await make({ title: '烟火大会', durationMs: 30_000 });
    const long = await make({ title: '烟火大会', durationMs: 900_000 });
    await server.db
      .updateTable('videos')
      .set({ published_at: new Date('2020-01-01') })
      .where('id', '=', short)
      .execute();
    expect(await idsOf('烟火', { maxDurationMs: 60_000 })).toEqual([short]);
    expect(await idsOf('烟火', { minDurationMs: 60_000 })).toEqual([long]);
    expect(await idsOf('烟火', { publishedAfter: '2021-01-01T00:00:00Z' })).toEqual([long]);
    expect(await idsOf('烟火', { publishedBefore: '2021-01-01T00:00:00Z' })).toEqual([short]);
  });

  test('may be of people or of tags', async () => {
    const person = await register(server.url, '风筝匠人');
    await make({ title: '扎一只沙燕', tags: ['风筝', '非遗风筝'] }, person);
    await make({ title: '放飞', tags: ['风筝'] }, person);
    expect(await users('fengzheng')).toMatchObject([
      { id: person.id, counts: { videos: 2 }, highlights: { nickname: [{ start: 0, end: 2 }] } },
    ]);
    const found = (await tags('风筝')).map(({ tag, videoCount }) => [tag, videoCount]);
    expect(found).toEqual([
      ['风筝', 2],
      ['非遗风筝', 1],
    ]);
    expect(await suggested('fengz')).toEqual(['风筝', '风筝匠人', '非遗风筝']);
  });
});

describe('a hostile query', () => {
  test.each([
    ...["'", "''", "'|'", "a' | 'b", '\\', "\\' | x", '!', '!!!', '&', '|', '(', '<->', ':*', 'a:*', '猫:*A'],
    ...['%', '_', '%%%', '; drop table videos', '$1', '\u202e', '👍', '<script>', '{{7*7}}', 'ʼ', "x'y'z"],
    ...['一'.repeat(100), 'xian'.repeat(25), 'a '.repeat(50), '的'.repeat(100), '𠮷'.repeat(50)],
  ])('%j is only text', async (q) => {
    await make({ title: '竹林' });
    const { status, text } = await send(server.url, `/api/v1/search?q=${encodeURIComponent(q)}`);
    expect(status, text).toBe(200);
    const suggestions = await send(server.url, `/api/v1/search/suggestions?q=${encodeURIComponent(q)}`);
    expect(suggestions.status).toBe(200);
    expect(await idsOf('竹林')).not.toEqual([]);
  });

  test.each([
    ['q=', 'q'],
    ['q=%20%20', 'q'],
    [`q=${'a'.repeat(101)}`, 'q'],
    ['q=a%00b', 'q'],
    ['q=a&q=b', 'q'],
    ['q=a&type=secret', 'type'],
    ['q=a&limit=1000', 'limit'],
    ['q=a&cursor=MS4y', 'cursor'],
    ['q=a&minDurationMs=-1', 'minDurationMs'],
    ['q=a&publishedAfter=yesterday', 'publishedAfter'],
    ['q=a&unknown=1', ''],
  ])('%s is refused', async (query, path) => {
    const problem = problemOf(await send(server.url, `/api/v1/search?${query}`));
    expect(problem).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(problem.errors?.[0]?.path ?? '').toContain(path);
  });

  test('is refused when there are too many of them', async () => {
    const flooder = await register(server.url);
    const statuses = new Set<number>();
    for (let n = 0; n < 121; n += 1) {
      statuses.add((await send(server.url, '/api/v1/search?q=zz', { token: flooder.token })).status);
    }
    expect([...statuses]).toEqual([200, 429]);
    await expect(author.api.call('search', { query: { q: 'zz' } })).resolves.toMatchObject({ items: [] });
  });
});

describe('hot words', () => {
  async function searchedBy(people: number, q: string): Promise<InProcessServer> {
    const own = await startInProcess(createMemoryStore());
    undo(() => own.stop());
    const id = await makeVideo(own, await register(own.url), { title: '海底捞月' });
    for (let n = 0; n < people; n += 1) {
      const { api } = await register(own.url);
      for (let again = 0; again < 3; again += 1) await api.call('search', { query: { q } });
      await apiOf(own.url).call('search', { query: { q } });
    }
    if (q === '海底捞月')
      await own.db.updateTable('videos').set({ review: 'rejected' }).where('id', '=', id).execute();
    return own;
  }
  const hotOn = async ({ url }: InProcessServer) => (await apiOf(url).call('searchHot')).items;

  test('are what five people searched for, and found', async () => {
    const own = await searchedBy(5, '海底');
    expect(await hotOn(own)).toEqual([{ text: '海底' }]);
    const kept = await own.db.selectFrom('searches').select('person').execute();
    expect(kept).toHaveLength(5);
    const people = await own.db.selectFrom('users').select('id').execute();
    for (const { id } of people) expect(JSON.stringify(kept)).not.toContain(id);
  });

  test('are nothing that fewer searched for, however often, or that found nothing', async () => {
    expect(await hotOn(await searchedBy(4, '海底'))).toEqual([]);
    expect(await hotOn(await searchedBy(5, '别人的私事'))).toEqual([]);
  });

  test('are nothing that is not public any more', async () => {
    expect(await hotOn(await searchedBy(5, '海底捞月'))).toEqual([]);
  });
});

describe('a rebuild', () => {
  const rebuild = (scope: 'stale' | 'everything') =>
    rebuildSearch({ db: server.db, words: jieba, scope, onProgress: () => {} });

  test('indexes everything again while search and edits go on', async () => {
    const kept = await make({ title: '极光摄影' });
    const edited = await make({ title: '旧日唱片' });
    await server.db
      .updateTable('video_search')
      .set({ lexemes: 'wrong' })
      .where('video_id', '=', kept)
      .execute();
    expect(await idsOf('极光')).toEqual([]);
    const rebuilding = rebuild('everything');
    await author.api.call('putVideoDetails', {
      params: { id: edited },
      body: detailsOf({ title: '新日唱片' }),
    });
    expect(await idsOf('唱片')).toEqual([edited]);
    expect((await rebuilding).videos).toBeGreaterThan(10);
    expect(await idsOf('极光')).toEqual([kept]);
    expect(await idsOf('新日唱片')).toEqual([edited]);
    expect(await idsOf('旧日')).toEqual([]);
  });

  test('of what is stale indexes what no index has, or one of other rules, and nothing else', async () => {
    const missing = await make({ title: '日晷制作' });
    const outdated = await make({ title: '浑天仪' });
    await rebuild('stale');
    expect(await rebuild('stale')).toEqual({ videos: 0, users: 0, collections: 0, captions: 0, chapters: 0 });
    await server.db.deleteFrom('video_search').where('video_id', '=', missing).execute();
    await server.db
      .updateTable('video_search')
      .set({ lexemes: 'wrong', tokenizer_version: 0 })
      .where('video_id', '=', outdated)
      .execute();
    await server.db.deleteFrom('user_search').where('user_id', '=', author.id).execute();
    expect(await rebuild('stale')).toEqual({ videos: 2, users: 1, collections: 0, captions: 0, chapters: 0 });
    expect([await idsOf('日晷'), await idsOf('浑天仪')]).toEqual([[missing], [outdated]]);
    expect((await users('老街电影社')).map(({ id }) => id)).toEqual([author.id]);
  });
});
