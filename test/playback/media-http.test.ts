import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Playback } from '@weireel/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { publish, register, waitForVideo, type Person, type Published } from '../api.ts';
import { eventually } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { makePhoneClip } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { mediaOf, playbackOf, withoutQuery } from './media-of.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
let server: RunningServer;
/** Addresses of what a public video consists of. */
let open: Record<'master' | 'playlist' | 'init' | 'segment' | 'mp4' | 'poster', string>;
/** The playlist of a private one, signed. */
let closedPlaylist: string;
/** Who made both. */
let author: Person;
/** The private one. */
let closed: Published;
/** The public one. */
let shown: Published;
/** The whole MP4. */
let mp4: Buffer;
/** The file that was uploaded. */
let source: Buffer;

beforeAll(async () => {
  server = await testServer(undo);
  author = await register(server.url);
  const file = await makePhoneClip(folder);
  source = await readFile(file);
  [shown, closed] = await Promise.all([
    publish(author, { file }),
    publish(author, { file, visibility: 'private' }),
  ]);
  const isReady = ({ state }: { state: string }) => state === 'ready';
  const { playback } = await waitForVideo(author.api, shown.videoId, isReady);
  if (playback?.mp4Url == null || playback.posterUrl === null)
    throw new Error('something to play is missing');
  const master = playback.hlsUrl;
  const [playlist = ''] = await linesOf(master);
  const [segment = ''] = await linesOf(playlist);
  const [, map = ''] = /#EXT-X-MAP:URI="([^"]+)"/.exec((await send(server.url, playlist)).text) ?? [];
  const init = new URL(map, server.url + playlist).pathname;
  open = { master, playlist, init, segment, mp4: playback.mp4Url, poster: playback.posterUrl };
  mp4 = (await send(server.url, open.mp4)).bytes;
  closedPlaylist = (await waitForVideo(author.api, closed.videoId, isReady)).playback?.hlsUrl ?? '';
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

describe('media of a private video', () => {
  test('play for the owner, and are kept by no shared cache', async () => {
    for (const path of await mediaOf(author, closed.videoId)) {
      const answer = await send(server.url, path);
      expect(answer.status).toBe(200);
      expect(answer.headers['cache-control']).toContain('private');
    }
  });

  test('do not open without a signature, or with a wrong one', async () => {
    const other = new URL((await playbackOf(author, closed.videoId)).hlsUrl, server.url).searchParams;
    const later = Number(other.get('exp')) + 600;
    const queries = [
      ['', 'signature_invalid'],
      [`?exp=${other.get('exp')}`, 'signature_invalid'],
      [`?sig=${other.get('sig')}`, 'signature_invalid'],
      [`?exp=${later}&sig=${other.get('sig')}`, 'signature_invalid'],
      [`?exp=${other.get('exp')}&sig=${tamper(other.get('sig') ?? '')}`, 'signature_invalid'],
      [`?exp=${other.get('exp')}&exp=${later}&sig=${other.get('sig')}`, 'signature_invalid'],
      [`?exp=1e12&sig=${other.get('sig')}`, 'signature_invalid'],
      [`?exp[]=1&sig[]=1`, 'signature_invalid'],
      [`?exp=${other.get('exp')}&sig=${'A'.repeat(10_000)}`, 'signature_invalid'],
    ];
    for (const path of await mediaOf(author, closed.videoId)) {
      for (const [query, code] of queries) {
        const answer = await send(server.url, withoutQuery(path) + query);
        expect(problemOf(answer), query).toMatchObject({ status: 403, code });
      }
    }
  });

  test('do not open with a right signature that is over', async () => {
    const { hlsUrl } = await playbackOf(author, closed.videoId);
    const mediaKey = hlsUrl.split('/')[2] ?? '';
    const secrets = JSON.parse(await readFile(join(server.dataFolder, 'secrets.json'), 'utf8')) as {
      playback: string; // written by the server
    };
    const sign = (exp: number) =>
      createHmac('sha256', Buffer.from(secrets.playback, 'base64'))
        .update(`${mediaKey}\n${exp}`)
        .digest('base64url');
    const now = Math.floor(Date.now() / 1000);
    const at = (exp: number) => send(server.url, `${withoutQuery(hlsUrl)}?exp=${exp}&sig=${sign(exp)}`);
    expect((await at(now + 60)).status).toBe(200);
    expect(problemOf(await at(now - 5))).toMatchObject({ status: 403, code: 'signature_expired' });
  });

  test('do not open with the signature of another video', async () => {
    const other = await publish(author, { file: source, visibility: 'private' });
    await waitForVideo(author.api, other.videoId, ({ playable }) => playable);
    const { hlsUrl } = await playbackOfPlayable(other.videoId);
    const query = hlsUrl.slice(hlsUrl.indexOf('?'));
    for (const path of await mediaOf(author, closed.videoId)) {
      const answer = await send(server.url, withoutQuery(path) + query);
      expect(problemOf(answer)).toMatchObject({ status: 403, code: 'signature_invalid' });
    }
    await author.api.call('deleteVideo', { params: { id: other.videoId } });
  });

  test('are found by nobody who guesses', async () => {
    const { hlsUrl } = await playbackOf(author, closed.videoId);
    const [, , mediaKey = '', ...rest] = hlsUrl.split('/');
    expect(mediaKey).toMatch(/^[0-9A-Za-z]{32}$/);
    const guesses = [closed.assetId, closed.videoId, tamper(mediaKey), mediaKey.toLowerCase()];
    for (const guess of guesses) {
      expect((await send(server.url, `/media/${guess}/${rest.join('/')}`)).status).toBe(404);
    }
  });
});

async function playbackOfPlayable(id: string): Promise<Playback> {
  const { playback } = await author.api.call('video', { params: { id } });
  if (playback === null) throw new Error('nothing to play');
  return playback;
}

function tamper(text: string): string {
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
}

describe('what is not made for viewers', () => {
  test('the uploaded file itself is reached on no path', async () => {
    const { hlsUrl, mp4Url } = await playbackOf(author, shown.videoId);
    const base = hlsUrl.split('/').slice(0, 3).join('/');
    const below = `assets/${shown.assetId}/source`;
    const [name = ''] = await readdir(join(server.dataFolder, 'blobs', 'blobs', below));
    const edition = hlsUrl.split('/')[4] ?? '';
    const derived = mp4Url.split('/')[4] ?? '';
    const tricks = [
      ...['source', `source/${name}`, `e/../source/${name}`, `e/${edition}/../../source/${name}`],
      ...[`d/${derived}/../../source/${name}`, `%73ource/${name}`, `e%2f..%2fsource%2f${name}`],
      ...[`e/%2e%2e/source/${name}`, `e/${edition}/%2e%2e/%2e%2e/source/${name}`, `e/..%5csource%5c${name}`],
      ...[`//source/${name}`, `./source/${name}`, `e/${edition}/v0/..%2f..%2f..%2fsource%2f${name}`],
      ...[`e/${edition}/master.m3u8%00`, `e/${edition}/../../../${below}/${name}`, '../../../secrets.json'],
      ...[
        '%2e%2e/%2e%2e/%2e%2e/secrets.json',
        '..%2f..%2f..%2fsecrets.json',
        `e/${edition}/`,
        'e/',
        '',
        '%',
        '%zz',
      ],
    ];
    for (const trick of tricks) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await send(server.url, `${base}/${trick}`, { method });
        expect([400, 403, 404], `${method} ${trick}`).toContain(answer.status);
        expect(answer.bytes.includes(source.subarray(0, 64))).toBe(false);
      }
    }
    for (const path of [`/${below}/${name}`, `/media/${below}/${name}`, `/blobs/blobs/${below}/${name}`]) {
      expect((await send(server.url, path)).bytes.includes(source.subarray(0, 64))).toBe(false);
    }
  });
});

describe('a change of who may see a video', () => {
  const show = (visibility: 'public' | 'private') =>
    author.api.call('putVideoDetails', {
      params: { id: closed.videoId },
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
    await author.api.call('deleteVideo', { params: { id: closed.videoId } });
    expect((await get(path)).status).toBe(404);
  });
});
