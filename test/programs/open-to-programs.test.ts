import { createMemoryStore } from '@weireel/blob';
import type { Visibility } from '@weireel/contract';
import { noteArtefact, storeArtefact } from '@weireel/db/videos';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { screen, settle } from '../community/settle.ts';
import { problemOf, send, type RawAnswer } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const publicUrl = 'https://video.example';
const undo = undoAfterAll();
let server: InProcessServer;
let author: Person;
/** Ids of videos by who may see them, and by what keeps everybody from them. */
let ids: Record<
  'public' | 'unlisted' | 'internal' | 'private' | 'scheduled' | 'unreviewed' | 'deleted',
  string
>;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore(), { WEIREEL_PUBLIC_URL: publicUrl });
  undo(() => server.stop());
  author = await settle(server, { nickname: '林 & <老师>' });
  const show = (title: string, visibility: Visibility = 'public') =>
    screen(server, author, { title, visibility });
  ids = {
    public: await show('公开'),
    unlisted: await show('只给链接', 'unlisted'),
    internal: await show('内部', 'internal'),
    private: await show('私下', 'private'),
    scheduled: await show('将来'),
    unreviewed: await show('待审'),
    deleted: await show('已删'),
  };
  const change = (id: string, to: object) =>
    server.db.updateTable('videos').set(to).where('id', '=', id).execute();
  await change(ids.scheduled, { publish_at: new Date(Date.now() + 3600_000) });
  await change(ids.unreviewed, { review: 'pending' });
  await author.api.call('deleteVideo', { params: { id: ids.deleted } });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
  send(server.url, path, { headers });
const oembed = (url: string, more = '', headers = {}): Promise<RawAnswer> =>
  get(`/oembed?url=${encodeURIComponent(url)}${more}`, headers);

/** Gives a video its one file. */
async function makeFile(videoId: string, sizeBytes: number): Promise<void> {
  const query = server.db.selectFrom('videos').select('asset_id').where('id', '=', videoId);
  const { asset_id: assetId } = await query.executeTakeFirstOrThrow();
  const key = `assets/${assetId}/d/0123456789abcdef/progressive.mp4`;
  await noteArtefact(server.db, { key, assetId, kind: 'progressive', attemptId: null, sizeBytes });
  await storeArtefact(server.db, { kind: 'progressive', key, facts: {} });
}

describe('feeds', () => {
  test('list what a visitor may find, of all and of one person, whoever asks', async () => {
    for (const path of ['/rss.xml', `/people/${author.id}/rss.xml`]) {
      for (const cookie of ['', `weireel_session=${author.token}`]) {
        const { status, text, headers: said } = await get(path, { cookie });
        expect([status, said['content-type']], path).toEqual([200, 'application/rss+xml; charset=utf-8']);
        const links = [...text.matchAll(/<link>([^<]*)<\/link>/g)].map(([, link]) => link);
        expect(links.slice(1), path).toEqual([`${publicUrl}/watch/${ids.public}`]);
        for (const title of ['只给链接', '内部', '私下', '将来', '待审', '已删']) {
          expect(text, path).not.toContain(title);
        }
        expect(said['set-cookie']).toBeUndefined();
      }
    }
    expect((await get(`/people/${author.id}/rss.xml`)).text).toContain(
      '<title>林 &#38; &#60;老师&#62; · 微影</title>',
    );
  });

  test('hand out the file of those that their author lets people take, with its size', async () => {
    await makeFile(ids.public, 4321);
    expect((await get('/rss.xml')).text).not.toContain('<enclosure');
    const params = { id: ids.public };
    const words = {
      title: '公开',
      description: '',
      tags: [],
      categoryId: null,
      visibility: 'public' as const,
    };
    await author.api.call('putVideoDetails', { params, body: { ...words, downloadable: true } });
    const [, url = '', length] =
      /<enclosure url="([^"]*)" length="(\d+)"/.exec((await get('/rss.xml')).text) ?? [];
    const { playback } = await author.api.call('video', { params });
    expect([url, length]).toEqual([publicUrl + (playback?.mp4Url ?? ''), '4321']);
  });

  test('are not sent again to readers who have them, and change with what they list', async () => {
    const { etag = '' } = (await get('/rss.xml')).headers;
    expect(await get('/rss.xml', { 'if-none-match': etag })).toMatchObject({ status: 304, text: '' });
    const id = await screen(server, author, { title: '新的' });
    const after = await get('/rss.xml', { 'if-none-match': etag });
    expect(after).toMatchObject({ status: 200 });
    expect(after.text).toContain(id);
    await author.api.call('deleteVideo', { params: { id } });
  });

  test('of nobody are not found', async () => {
    const blocked = await settle(server);
    await server.db.updateTable('users').set({ state: 'disabled' }).where('id', '=', blocked.id).execute();
    for (const id of ['0123456789abcdef', 'x', blocked.id]) {
      expect(problemOf(await get(`/people/${id}/rss.xml`)).code, id).toBe('not_found');
    }
  });
});

describe('oEmbed', () => {
  test('says how to show what a visitor may see, by its page, its frame and its short link', async () => {
    const { url } = await author.api.call('shareVideo', { params: { id: ids.public } });
    const page = `${publicUrl}/watch/${ids.public}`;
    for (const address of [page, `${page}?t=3#x`, `http://video.example/embed/${ids.public}`, url]) {
      const { status, text, headers } = await oembed(address);
      expect(status, address).toBe(200);
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(JSON.parse(text)).toMatchObject({
        ...{ version: '1.0', type: 'video', title: '公开', width: 640, height: 360 },
        ...{ author_name: '林 & <老师>', author_url: `${publicUrl}/people/${author.id}` },
        html: expect.stringContaining(`src="${publicUrl}/embed/${ids.public}"`) as string,
      });
    }
    expect((await oembed(`${publicUrl}/watch/${ids.unlisted}`)).status).toBe(200);
  });

  test('keeps within the room that there is, and answers for nonsense as for nothing', async () => {
    const page = `${publicUrl}/watch/${ids.public}`;
    const sizeOf = async (more: string) => {
      const { width, height } = JSON.parse((await oembed(page, more)).text) as Record<string, number>;
      return [width, height];
    };
    expect(await sizeOf('&maxwidth=320')).toEqual([320, 180]);
    expect(await sizeOf('&maxwidth=320&maxheight=90')).toEqual([160, 90]);
    expect(await sizeOf('&maxwidth=-1&maxheight=1e9')).toEqual([640, 360]);
    expect((await oembed(page, '&format=xml')).status).toBe(501);
    expect((await oembed(page, '&format=json')).status).toBe(200);
  });

  test('knows nothing of what is not for everybody, not even for its author, and of other places', async () => {
    const { public: open, unlisted: known, ...hidden } = ids;
    const cookie = `weireel_session=${author.token}`;
    const none = (await oembed(`${publicUrl}/watch/0123456789abcdef`)).text.replace(/"instance":"[^"]*"/, '');
    const addresses = [
      ...Object.values(hidden).map((id) => `${publicUrl}/watch/${id}`),
      ...[`https://evil.example/watch/${open}`, `${publicUrl}.evil.example/watch/${known}`],
      ...[`javascript:alert(1)//${publicUrl}/watch/${open}`, `${publicUrl}/mine`, 'nonsense', ''],
      `https://video.example@evil.example/watch/${open}`,
    ];
    for (const address of addresses) {
      const answer = await oembed(address, '', { cookie });
      expect(problemOf(answer).code, address).toBe('not_found');
      expect(answer.text.replace(/"instance":"[^"]*"/, '').length).toBe(none.length);
    }
  });
});

test('no address is made of the name by which a request came', async () => {
  const forged = { host: '127.0.0.1:1', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'ftp' };
  const page = `${publicUrl}/watch/${ids.public}`;
  const answers = [
    await get('/rss.xml', forged),
    await get(`/people/${author.id}/rss.xml`, forged),
    await oembed(page, '', forged),
  ];
  for (const { status, text } of answers) {
    expect(status).toBe(200);
    expect(text).not.toMatch(/evil|127\.0\.0\.1|ftp:/);
  }
});

test('code to put into another page goes with the short link of what a visitor may see, and with no other', async () => {
  const codeOf = async (id: string) => (await author.api.call('shareVideo', { params: { id } })).embedHtml;
  expect(await codeOf(ids.public)).toContain(`src="${publicUrl}/embed/${ids.public}"`);
  expect(await codeOf(ids.unlisted)).toContain('<iframe ');
  for (const id of [ids.internal, ids.private, ids.scheduled, ids.unreviewed])
    expect(await codeOf(id)).toBeNull();
});
