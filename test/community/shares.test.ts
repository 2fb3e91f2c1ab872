import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { startFakeWechat, type FakeWechat } from '../fake-wechat.ts';
import { problemOf, send, type RawAnswer } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { screen, settle, settleMany } from './settle.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let wechat: FakeWechat;
let author: Person;

beforeAll(async () => {
  wechat = await startFakeWechat();
  undo(() => wechat.close());
  server = await startInProcess(createMemoryStore(), {
    WEIREEL_PUBLIC_URL: 'https://video.example/below',
    WEIREEL_WECHAT_APPID: wechat.appId,
    WEIREEL_WECHAT_SECRET: wechat.secret,
    WEIREEL_WECHAT_API: wechat.url,
    WEIREEL_WECHAT_SHARING: 'links',
  });
  undo(() => server.stop());
  author = await settle(server, { nickname: 'Author' });
});

const share = (person: Pick<Person, 'api'>, id: string) => person.api.call('shareVideo', { params: { id } });
const visitor = () => ({ api: apiOf(server.url) });
const hide = (id: string) => {
  const words = { title: 'Hidden', description: '', tags: [], categoryId: null };
  return author.api.call('putVideoDetails', { params: { id }, body: { ...words, visibility: 'private' } });
};
const sharesOf = async (id: string): Promise<number> =>
  (await author.api.call('video', { params: { id } })).counts.shares;

test('each person has one link to a video, below the public address, whatever name the call came by', async () => {
  const id = await screen(server, author);
  const [one, two] = [await settle(server), await settle(server)];
  const link = await share(one, id);
  expect(link.url).toBe(`https://video.example/below/s/${link.code}`);
  expect(link.code).toMatch(/^[0-9A-Za-z]{10}$/);
  expect(link).toMatchObject({ shares: 1, qrSvgUrl: `/s/${link.code}/qr.svg` });
  expect(await share(one, id)).toEqual(link);
  const other = await share(two, id);
  expect(other.code).not.toBe(link.code);
  const forged = await send(server.url, `/api/v1/videos/${id}/share`, {
    ...{
      method: 'POST',
      token: one.token,
      headers: { host: '127.0.0.1:1', 'x-forwarded-host': 'evil.example' },
    },
  });
  expect(forged.text).not.toMatch(/evil|127\.0\.0\.1/);
  expect(JSON.parse(forged.text)).toMatchObject({ url: link.url, shares: 2 });
});

test('people are counted once, exactly, when 50 share 200 times at once; visitors have one link and count nothing', async () => {
  const id = await screen(server, author);
  const crowd = await settleMany(server, 50);
  const calls = crowd.flatMap((person) => [1, 2, 3, 4].map(() => share(person, id)));
  const visitors = Array.from({ length: 20 }, () => share(visitor(), id));
  const links = await Promise.all(calls);
  expect(new Set(links.map(({ code }) => code)).size).toBe(50);
  expect(new Set((await Promise.all(visitors)).map(({ code }) => code)).size).toBe(1);
  expect(await sharesOf(id)).toBe(50);
});

test('a link is a QR code as long as everybody may follow it, and then looks like one that never was', async () => {
  const id = await screen(server, author);
  const { code, qrSvgUrl, qrPngUrl } = await share(author, id);
  const svg = await send(server.url, qrSvgUrl);
  expect(svg.headers['content-type']).toContain('image/svg+xml');
  expect(svg.text).toContain('<svg');
  const png = await send(server.url, qrPngUrl);
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  await hide(id);
  const strip = ({ status, text }: RawAnswer) => [status, text.replace(/"requestId":"\w+"/, '')];
  const never = '/s/abcdefghij/qr.svg';
  const expected = strip(await send(server.url, never));
  expect(expected[0]).toBe(404);
  expect(strip(await send(server.url, qrSvgUrl))).toEqual(expected);
  for (const path of [
    `/s/${code}/qr.png`,
    '/s/%00/qr.svg',
    '/s/..%2f/qr.svg',
    `/s/${'a'.repeat(250)}/qr.svg`,
  ]) {
    expect((await send(server.url, path)).status, path).toBeLessThan(500);
  }
  await expect(share(visitor(), id)).rejects.toMatchObject({ code: 'not_found' });
  await author.api.call('deleteVideo', { params: { id } });
  const left = await server.db.selectFrom('shares').select('code').where('video_id', '=', id).execute();
  expect(left).toEqual([]);
});

describe('in WeChat', () => {
  const code = async (id: string, token?: string): Promise<RawAnswer> =>
    send(server.url, `/api/v1/videos/${id}/wechat-code`, token === undefined ? {} : { token });
  const links = (person: Pick<Person, 'api'>, id: string) =>
    person.api.call('wechatLinks', { params: { id } });
  const tokensAsked = () => wechat.asked.filter((line) => line.includes('/stable_token')).length;
  const postedFor = (id: string) =>
    wechat.posted.filter(({ body }) => JSON.stringify(body).includes(`"v=${id}"`)).map(({ call }) => call);

  test('a video has a code that is drawn once, however many look at it, for whoever may see the video', async () => {
    const id = await screen(server, author);
    const { wechatCodeUrl } = await share(visitor(), id);
    expect(wechatCodeUrl).toBe(`/api/v1/videos/${id}/wechat-code`);
    const answers = await Promise.all(Array.from({ length: 20 }, () => code(id)));
    for (const { status, headers, bytes } of [...answers, await code(id)]) {
      expect([status, headers['content-type']]).toEqual([200, 'image/jpeg']);
      expect(bytes.toString('latin1')).toContain(`pages/watch/watch?scene=v=${id}&version=release`);
    }
    expect(postedFor(id)).toEqual(['getwxacodeunlimit']);
    await hide(id);
    const [hidden, never] = [await code(id), await code('abcdefghijklmnop')];
    expect([hidden.status, never.status, (await code(id, author.token)).status]).toEqual([404, 404, 200]);
  });

  test('links lead there from outside, the same ones until they have less than a day left', async () => {
    const id = await screen(server, author);
    expect(await share(visitor(), id)).toMatchObject({ hasWechatLinks: true });
    const [first, second] = await Promise.all([links(visitor(), id), links(author, id)]);
    expect(first.url).toMatch(/^https:\/\/wxaurl\.cn\//);
    expect(first.schemeUrl).toMatch(/^weixin:\/\/dl\/business\//);
    expect([second, await links(author, id)]).toEqual([first, first]);
    expect(postedFor(id)).toEqual(['generate_urllink', 'generatescheme']);
    const soon = new Date(Date.now() + 3_600_000);
    await server.db.updateTable('wechat_ways').set({ ends_at: soon }).where('kind', '=', 'link').execute();
    await links(visitor(), id);
    expect(postedFor(id)).toEqual(['generate_urllink', 'generatescheme', 'generate_urllink']);
    await hide(id);
    await expect(links(visitor(), id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each([
    ['is over', 42001, false],
    ['is not the newest', 40001, false],
    ['is refused and still given', 40001, true],
  ] as const)(
    'an access token that %s is replaced, once for all who ask',
    async (_what, errcode, isStillGiven) => {
      await code(await screen(server, author));
      const ids = await Promise.all([1, 2, 3, 4].map(() => screen(server, author)));
      const before = tokensAsked();
      wechat.endToken(errcode, isStillGiven);
      const answers = await Promise.all(ids.map((id) => code(id, author.token)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(tokensAsked() - before).toBe(isStillGiven ? 2 : 1);
    },
  );

  test('what WeChat refuses is told as busy, and asked for again', async () => {
    const person = await settle(server);
    const id = await screen(server, author);
    for (const failure of [{ errcode: 45009 }, { errcode: 41030 }, 'bad gateway', 'no json'] as const) {
      wechat.failNext(failure);
      expect(problemOf(await code(id, person.token))).toMatchObject({ status: 503, code: 'wechat_busy' });
    }
    expect((await code(id, person.token)).status).toBe(200);
    expect(server.log.join()).not.toContain(wechat.secret);
  });

  test('nobody has WeChat asked without end, and what was drawn before is still shown to them', async () => {
    const person = await settle(server);
    const ids = await Promise.all(Array.from({ length: 25 }, () => screen(server, author)));
    const statuses = await Promise.all(ids.map(async (id) => (await code(id, person.token)).status));
    expect(statuses).toContain(429);
    const drawn = ids[statuses.indexOf(200)] ?? '';
    expect((await code(drawn, person.token)).status).toBe(200);
  });
});
