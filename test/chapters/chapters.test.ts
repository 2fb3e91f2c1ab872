import { createMemoryStore } from '@weireel/blob';
import { mostChapters, type Chapter, type FoundVideo } from '@weireel/contract';
import { exportPerson } from '@weireel/db/people';
import { jieba } from '@weireel/search/jieba';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { rebuildSearch } from '@weireel/upkeep/search';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { screen, settle } from '../community/settle.ts';
import { problemOf, send } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let author: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  author = await settle(server, { nickname: 'Author' });
});

const chapters = [
  { startMs: 0, title: '海边的日出' },
  { startMs: 5000, title: 'Waves & <b>wind</b>' },
  { startMs: 12_500, title: 'The way home' },
];
const put = (id: string, wanted: Chapter[] = chapters) =>
  author.api.call('putChapters', { params: { id }, body: { chapters: wanted } });
const read = (id: string, person: Person | null = null) =>
  (person?.api ?? apiOf(server.url)).call('chapters', { params: { id } });
const lasts = (id: string, durationMs: number | null) =>
  server.db
    .updateTable('assets')
    .set({ duration_ms: durationMs })
    .where('id', '=', (eb) => eb.selectFrom('videos').select('asset_id').where('id', '=', id))
    .execute();
const find = async (q: string): Promise<FoundVideo[]> =>
  (await author.api.call('search', { query: { q } })).items as FoundVideo[]; // as: videos are found unless asked otherwise

describe('chapters of a video', () => {
  test('are set whole by its author, and told to whoever may see it', async () => {
    const id = await screen(server, author);
    expect(await read(id)).toEqual({ revision: 0, chapters: [], vttUrl: null });
    expect((await put(id, [{ startMs: 0, title: '  One ' }])).chapters).toEqual([
      { startMs: 0, title: 'One' },
    ]);
    expect((await put(id)).chapters).toEqual(chapters);
    expect((await read(id)).chapters).toEqual(chapters);
    const video = await apiOf(server.url).call('video', { params: { id } });
    expect(video.chapters).toEqual(chapters);
    const { items } = await author.api.call('feed', { query: { kind: 'latest' } });
    expect(items.find((item) => item.id === id)?.chapters).toBeNull();
    let told = '';
    for await (const piece of exportPerson(server.db, author.id)) told += piece;
    // As: a file of one object with these lists.
    const { chapters: kept } = JSON.parse(told) as { chapters: unknown[] };
    expect(kept).toContainEqual({ video_id: id, start_ms: 5000, title: 'Waves & <b>wind</b>' });
    expect(await put(id, [])).toEqual({ revision: 3, chapters: [], vttUrl: null });
  });

  test('are read as a track, which needs the signature of a video that is not open', async () => {
    const id = await screen(server, author);
    const { vttUrl } = await put(id);
    const answer = await send(server.url, vttUrl ?? '');
    expect(answer.headers).toMatchObject({
      ...{ 'content-type': 'text/vtt; charset=utf-8', 'cache-control': 'public, no-cache' },
    });
    expect(answer.text).toBe(
      'WEBVTT\n' +
        '\n00:00:00.000 --> 00:00:05.000\n海边的日出\n' +
        '\n00:00:05.000 --> 00:00:12.500\nWaves &amp; &lt;b&gt;wind&lt;/b&gt;\n' +
        '\n00:00:12.500 --> 00:00:20.000\nThe way home\n',
    );
    const hiddenId = await screen(server, author, { visibility: 'private' });
    const hidden = (await put(hiddenId)).vttUrl ?? '';
    const signed = await send(server.url, hidden);
    expect([signed.status, signed.headers['cache-control']]).toEqual([200, 'private, no-cache']);
    const [bare = ''] = hidden.split('?');
    expect(problemOf(await send(server.url, bare))).toMatchObject({ code: 'signature_invalid' });
    expect((await send(server.url, (vttUrl ?? '').replace(id, hiddenId))).status).toBe(404);
    await put(id, []);
    expect((await send(server.url, vttUrl ?? '')).status).toBe(404);
    await author.api.call('deleteVideo', { params: { id } });
    await expect(read(id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are not written over by whoever has not seen what somebody else wrote', async () => {
    const id = await screen(server, author);
    const write = (revision: number, title: string) =>
      author.api.call('putChapters', {
        params: { id },
        body: { chapters: [{ startMs: 0, title }], revision },
      });
    expect(await write(0, 'One')).toMatchObject({ revision: 1 });
    await expect(write(0, 'Two')).rejects.toMatchObject({ code: 'chapters_changed', extra: { revision: 1 } });
    const both = await Promise.allSettled([write(1, 'Three'), write(1, 'Four')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await read(id)).toMatchObject({ revision: 2 });
    // Who names none means whatever there is, also when there is nothing.
    expect(await put(id, [])).toMatchObject({ revision: 3 });
    await expect(write(2, 'Five')).rejects.toMatchObject({ code: 'chapters_changed' });
    expect((await read(id)).chapters).toEqual([]);
  });

  test('begin one behind the other and within the video, with a title of one line', async () => {
    const id = await screen(server, author);
    await put(id);
    const title = 'a';
    const refused: [unknown, string, string][] = [
      [[{ startMs: 5, title }, { startMs: 5, title }], 'chapters.1.startMs', 'too_small'], // prettier-ignore
      [[{ startMs: 5, title }, { startMs: 4, title }], 'chapters.1.startMs', 'too_small'], // prettier-ignore
      [[{ startMs: 20_000, title }], 'chapters.0.startMs', 'too_large'],
      [[{ startMs: -1, title }], 'chapters.0.startMs', 'too_small'],
      [[{ startMs: 0.5, title }], 'chapters.0.startMs', 'wrong_type'],
      [[{ startMs: 0, title: ' ' }], 'chapters.0.title', 'bad_format'],
      [[{ startMs: 0, title: 'a\nb' }], 'chapters.0.title', 'bad_format'],
      [[{ startMs: 0, title: 'a\u0085b' }], 'chapters.0.title', 'bad_format'],
      [[{ startMs: 0, title: 'x'.repeat(101) }], 'chapters.0.title', 'too_long'],
      [Array.from({ length: mostChapters + 1 }, (_, n) => ({ startMs: n, title })), 'chapters', 'too_many'],
      [[{ startMs: 0, title, endMs: 5 }], 'chapters.0.endMs', 'unknown_field'],
    ];
    for (const [wanted, path, code] of refused) {
      const answer = await send(server.url, `/api/v1/videos/${id}/chapters`, {
        ...{ method: 'PUT', token: author.token, body: { chapters: wanted } },
      });
      expect(problemOf(answer), path).toMatchObject({
        ...{ code: 'invalid_request', errors: [expect.objectContaining({ path, code })] },
      });
    }
    expect((await read(id)).chapters).toEqual(chapters);
    const most = Array.from({ length: mostChapters }, (_, n) => ({ startMs: n * 10, title: `${n}` }));
    expect((await put(id, most)).chapters).toEqual(most);
  });

  test('behind the end of a shorter source are told to nobody, and come back with the longer one', async () => {
    const id = await screen(server, author);
    await put(id, [...chapters, { startMs: 19_000, title: 'Zugabe' }]);
    await lasts(id, 12_500);
    expect((await read(id)).chapters).toEqual(chapters.slice(0, 2));
    const video = await author.api.call('video', { params: { id } });
    expect(video.chapters).toEqual(chapters.slice(0, 2));
    expect(await find('Zugabe')).toEqual([]);
    await lasts(id, null);
    expect((await read(id)).chapters).toHaveLength(4);
    await lasts(id, 20_000);
    expect((await find('Zugabe')).map((found) => found.chapter?.atMs)).toEqual([19_000]);
  });

  test('are what a video is found by, at the second where one begins', async () => {
    const id = await screen(server, author, { title: 'Nothing of the kind' });
    await put(id, [
      { startMs: 0, title: 'Beginning' },
      { startMs: 7000, title: '鲸鱼跃出水面' },
    ]);
    const [found] = await find('鲸鱼');
    expect(found).toMatchObject({ id, chapter: { atMs: 7000, title: '鲸鱼跃出水面' }, spoken: null });
    expect(found?.chapter?.highlights).toEqual([{ start: 0, end: 2 }]);
    await server.db.updateTable('chapters').set({ tokenizer_version: 0 }).execute();
    const { chapters: renewed } = await rebuildSearch({ db: server.db, words: jieba, scope: 'stale' });
    expect(renewed).toBeGreaterThan(1);
    expect((await rebuildSearch({ db: server.db, words: jieba, scope: 'stale' })).chapters).toBe(0);
    expect((await find('鲸鱼')).map((each) => each.id)).toEqual([id]);
    await put(id, [{ startMs: 0, title: 'Beginning' }]);
    expect(await find('鲸鱼')).toEqual([]);
    const hidden = await screen(server, author, { visibility: 'private' });
    await put(hidden, [{ startMs: 0, title: '秘密的鲸鱼' }]);
    expect(await find('鲸鱼')).toEqual([]);
  });
});
