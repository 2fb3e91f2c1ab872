import { readdir, readlink } from 'node:fs/promises';
import { request } from 'node:http';
import { once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import { publish, register, waitForVideo, type Person } from '../api.ts';
import { eventually } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { makePhoneClip } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
let server: RunningServer;
/** Addresses of what a public video consists of. */
let open: Record<'master' | 'playlist' | 'init' | 'segment' | 'mp4' | 'poster', string>;
/** The playlist of a private one, signed. */
let closedPlaylist: string;
/** Who made both, and the private one. */
let author: Person;
let closedId: string;
/** The whole MP4. */
let mp4: Buffer;

beforeAll(async () => {
  server = await testServer(undo);
  const person = await register(server.url);
  author = person;
  const file = await makePhoneClip(folder);
  const [shown, hidden] = await Promise.all([
    publish(person, { file }),
    publish(person, { file, visibility: 'private' }),
  ]);
  const isReady = ({ state }: { state: string }) => state === 'ready';
  const { playback } = await waitForVideo(person.api, shown.videoId, isReady);
  if (playback?.mp4Url == null || playback.posterUrl === null)
    throw new Error('something to play is missing');
  const master = playback.hlsUrl;
  const [playlist = ''] = await linesOf(master);
  const [segment = ''] = await linesOf(playlist);
  const [, map = ''] = /#EXT-X-MAP:URI="([^"]+)"/.exec((await send(server.url, playlist)).text) ?? [];
  const init = new URL(map, server.url + playlist).pathname;
  open = { master, playlist, init, segment, mp4: playback.mp4Url, poster: playback.posterUrl };
  mp4 = (await send(server.url, open.mp4)).bytes;
  closedId = hidden.videoId;
  closedPlaylist = (await waitForVideo(person.api, hidden.videoId, isReady)).playback?.hlsUrl ?? '';
});

/** Addresses that a playlist names, without its tags. */
async function linesOf(path: string): Promise<string[]> {
  const { text } = await send(server.url, path);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => new URL(line, server.url + path).pathname);
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  send(server.url, path, { headers, method });

test('a player of another origin may ask first whether it may ask for a part', async () => {
  const { status, headers } = await get(open.segment, { origin: 'https://elsewhere.invalid' }, 'OPTIONS');
  expect(status).toBe(204);
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(headers['access-control-allow-headers']).toContain('range');
});

describe('what players fetch', () => {
  test('has its type, and is not taken for anything else', async () => {
    const types = {
      master: 'application/vnd.apple.mpegurl',
      playlist: 'application/vnd.apple.mpegurl',
      init: 'video/mp4',
      segment: 'video/iso.segment',
      mp4: 'video/mp4',
      poster: 'image/jpeg',
    };
    for (const [name, type] of Object.entries(types)) {
      const { status, headers } = await get(open[name as keyof typeof open]); // the names above
      expect(status).toBe(200);
      expect(headers['content-type']?.split(';')[0], name).toBe(type);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test('is kept for good when it never changes, and briefly when it may', async () => {
    for (const path of [open.init, open.segment, open.mp4, open.poster]) {
      expect((await get(path)).headers['cache-control']).toBe('public, max-age=86400, immutable');
    }
    for (const path of [open.master, open.playlist]) {
      expect((await get(path)).headers['cache-control']).toBe('public, max-age=60');
    }
    expect((await get(closedPlaylist)).headers['cache-control']).toBe('private, max-age=60');
  });

  test('may be played on other sites when it is public, and there only', async () => {
    for (const path of Object.values(open)) {
      const { headers } = await get(path, { origin: 'https://elsewhere.example' });
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      });
    }
    const { headers } = await get(closedPlaylist, { origin: 'https://elsewhere.example' });
    expect(headers['access-control-allow-origin']).not.toBe('*');
    expect(headers['access-control-allow-origin']).not.toBe('https://elsewhere.example');
    expect(headers['cross-origin-resource-policy']).toBe('same-site');
  });

  test('can be asked about without being sent', async () => {
    for (const path of Object.values(open)) {
      const [whole, head] = [await get(path), await get(path, {}, 'HEAD')];
      expect(head.status).toBe(200);
      expect(head.bytes).toHaveLength(0);
      expect(head.headers['content-length']).toBe(String(whole.bytes.length));
      for (const name of ['content-type', 'etag', 'accept-ranges', 'cache-control'] as const) {
        expect(head.headers[name]).toBe(whole.headers[name]);
      }
    }
  });

  test('is not sent again to who has it', async () => {
    const { etag = '' } = (await get(open.segment)).headers;
    expect(etag).toMatch(/^"[^"]+"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await get(open.segment, { 'if-none-match': known });
      expect(answer.status, known).toBe(304);
      expect(answer.bytes).toHaveLength(0);
      expect(answer.headers.etag).toBe(etag);
    }
    expect((await get(open.segment, { 'if-none-match': '"other"' })).status).toBe(200);
  });
});

describe('a range', () => {
  const size = () => mp4.length;

  test.each([
    ['bytes=0-0', () => [0, 1]],
    ['bytes=100-199', () => [100, 200]],
    ['bytes=5000-', () => [5000, size()]],
    ['bytes=-1', () => [size() - 1, size()]],
    ['bytes=-99999999', () => [0, size()]],
    ['bytes=100-99999999', () => [100, size()]],
  ])('%s brings exactly these bytes', async (range, expected) => {
    const [start = 0, end = 0] = expected();
    const answer = await get(open.mp4, { range });
    expect(answer.status).toBe(206);
    expect(answer.headers['content-range']).toBe(`bytes ${start}-${end - 1}/${size()}`);
    expect(answer.headers['content-length']).toBe(String(end - start));
    expect(answer.bytes.equals(mp4.subarray(start, end))).toBe(true);
  });

  test('beyond the end is refused with the size', async () => {
    for (const range of [`bytes=${size()}-`, 'bytes=99999999999-', 'bytes=-0']) {
      const answer = await get(open.mp4, { range });
      expect(problemOf(answer)).toMatchObject({ status: 416, code: 'range_not_satisfiable' });
      expect(answer.headers['content-range']).toBe(`bytes */${size()}`);
      // A cache must not keep the refusal for a day.
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  test('that makes no sense, or several, bring the whole', async () => {
    for (const range of ['bytes=5-2', 'bytes=a-b', 'lines=0-1', 'bytes=0-1,5-6', 'bytes=']) {
      const answer = await get(open.mp4, { range });
      expect(answer.status, range).toBe(200);
      expect(answer.bytes.equals(mp4)).toBe(true);
    }
  });

  test('of a file that changed meanwhile brings the whole', async () => {
    const { etag = '' } = (await get(open.mp4)).headers;
    expect((await get(open.mp4, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    for (const old of ['"other"', `W/${etag}`, 'Wed, 21 Oct 2015 07:28:00 GMT']) {
      expect((await get(open.mp4, { range: 'bytes=0-9', 'if-range': old })).status, old).toBe(200);
    }
  });

  test('of a head brings no bytes', async () => {
    const answer = await get(open.mp4, { range: 'bytes=0-9' }, 'HEAD');
    expect(answer.bytes).toHaveLength(0);
    expect([200, 206]).toContain(answer.status);
  });
});

describe('viewers who leave', () => {
  test('leave no open file behind', async () => {
    const openBlobs = async () => {
      const links = await readdir(`/proc/${server.pid}/fd`);
      const targets = await Promise.all(
        links.map((link) => readlink(`/proc/${server.pid}/fd/${link}`).catch(() => '')),
      );
      return targets.filter((target) => target.includes('/blobs/'));
    };
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const sent = request(`${server.url}${open.mp4}`, { agent: false });
        sent.on('error', () => {}); // we leave
        sent.end();
        await once(sent, 'response');
        sent.destroy();
      }),
    );
    await eventually(async () => (await openBlobs()).length === 0);
    expect((await get(open.mp4)).bytes.equals(mp4)).toBe(true);
  });
});

describe('a change of who may see a video', () => {
  const show = (visibility: 'public' | 'private') =>
    author.api.call('putVideoDetails', {
      params: { id: closedId },
      body: { title: 'Mine', description: '', tags: [], categoryId: null, visibility },
    });

  test('is felt by the next request, however often it was answered before', async () => {
    const [unsigned = ''] = closedPlaylist.split('?');
    // Twice: what was refused, or let through, a moment ago must not be remembered.
    for (let path = unsigned, n = 0; n < 2; n += 1) {
      expect((await get(path)).status).toBe(403);
      const { playback } = await show('public');
      expect(playback?.hlsUrl).toBe(path);
      expect((await get(path)).status).toBe(200);
      const hidden = await show('private');
      expect((await get(path)).status).toBe(404);
      [path = ''] = hidden.playback?.hlsUrl.split('?') ?? [];
    }
  });

  test('is felt at once when the video is deleted', async () => {
    const { playback } = await show('public');
    const path = playback?.hlsUrl ?? '';
    expect((await get(path)).status).toBe(200);
    await author.api.call('deleteVideo', { params: { id: closedId } });
    expect((await get(path)).status).toBe(404);
  });
});
