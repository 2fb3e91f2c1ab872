import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { send, type RawAnswer } from '../http.ts';
import { screen, settle, settleMany } from './settle.ts';

let server: InProcessServer;
let author: Person;

beforeAll(async () => {
  const WEIREEL_PUBLIC_URL = 'https://video.example/below';
  server = await startInProcess(createMemoryStore(), { WEIREEL_PUBLIC_URL });
  author = await settle(server, { nickname: 'Author' });
});
afterAll(() => server.stop());

const share = (person: Pick<Person, 'api'>, id: string) => person.api.call('shareVideo', { params: { id } });
const visitor = () => ({ api: apiOf(server.url) });
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
  const hide = {
    title: 'Hidden',
    description: '',
    tags: [],
    categoryId: null,
    visibility: 'private' as const,
  };
  await author.api.call('putVideoDetails', { params: { id }, body: hide });
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
