import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { pagePaths } from '@weireel/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { publish, register, waitForVideo, type Person } from '../api.ts';
import { problemOf, send, type RawAnswer } from '../http.ts';
import { makePhoneClip } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const publicUrl = 'https://films.example';
const nastyTitle = `"><script>alert('猫')</script> & $& $1 <!-- end of facts -->`;

const undo = undoAfterAll();
const folder = await testFolder(undo);
let server: RunningServer;
let person: Person;
let videos: Record<'public' | 'unlisted' | 'private', string>;

beforeAll(async () => {
  server = await testServer(undo, { env: { WEIREEL_PUBLIC_URL: publicUrl } });
  person = await register(server.url);
  const file = await makePhoneClip(folder);
  const make = async (visibility: 'public' | 'unlisted' | 'private'): Promise<string> => {
    const { videoId } = await publish(person, { file, visibility, title: nastyTitle });
    // What an open one shows of itself; nothing is asked of the others.
    await waitForVideo(person.api, videoId, ({ playback }) =>
      visibility === 'public' ? playback?.mp4Url != null && playback.posterUrl !== null : playback !== null,
    );
    return videoId;
  };
  const [open, unlisted, closed] = await Promise.all([make('public'), make('unlisted'), make('private')]);
  videos = { public: open, unlisted, private: closed };
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  send(server.url, path, { headers, method });

function plainText({ headers, bytes }: RawAnswer): string {
  const encoding = headers['content-encoding'];
  if (encoding === 'br') return brotliDecompressSync(bytes).toString();
  return (encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}

/** The largest file of code that the first page asks for. */
async function firstCode(): Promise<string> {
  const path = /src="(\/assets\/[^"]+\.js)"/.exec((await get('/')).text)?.[1];
  if (path === undefined) throw new Error('the page starts no code');
  return path;
}

/** Most bytes of code, by gzip, that the feed may need before its player: a phone's line has to carry them. */
const feedBudgetBytes = 95_000;

/**
 * Most bytes of the same code as it was built. How small gzip makes it depends on the build of zlib and on the
 * processor (1.3 % between those that were tried); this is the same wherever the lock file is, and reached first.
 */
const feedPlainBudgetBytes = 290_000;

test.each([
  ['by gzip', 'gzip', feedBudgetBytes],
  ['as it was built', 'identity', feedPlainBudgetBytes],
])(
  'the code of the feed stays within its budget %s, player apart',
  async (_measure, encoding, budgetBytes) => {
    const html = (await get('/')).text;
    const paths = [...html.matchAll(/<script [^>]*src="([^"]+)"/g)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(0);
    const sizes = await Promise.all(
      paths.map(async (path) => (await get(path, { 'accept-encoding': encoding })).bytes.length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budgetBytes);
  },
);

/** What crawlers read, by property or name. */
function metaOf(html: string): Record<string, string> {
  const tags = html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g);
  const decode = (text: string): string =>
    text.replaceAll(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)));
  return Object.fromEntries([...tags].map(([, name = '', content = '']) => [name, decode(content)]));
}

describe('files of the client', () => {
  test.each(['br', 'gzip'])('come in %s to those who take it, and are the same', async (encoding) => {
    const path = await firstCode();
    const plain = await get(path);
    const small = await get(path, { 'accept-encoding': encoding });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(small.headers['content-encoding']).toBe(encoding);
    expect(plainText(small)).toBe(plain.text);
    expect(small.bytes.length).toBeLessThan(plain.bytes.length / 2.5);
    for (const { headers, bytes } of [plain, small]) {
      expect(headers).toMatchObject({
        vary: 'accept-encoding',
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        'content-length': String(bytes.length),
      });
    }
    const head = await get(path, { 'accept-encoding': encoding }, 'HEAD');
    expect(head.headers['content-length']).toBe(String(small.bytes.length));
    expect(head.bytes).toHaveLength(0);
  });

  test('follow the weights that a reader gives to encodings', async () => {
    const path = await firstCode();
    const encodingOf = async (accept: string): Promise<string | undefined> =>
      (await get(path, { 'accept-encoding': accept })).headers['content-encoding'];
    expect(await encodingOf('gzip, deflate, br, zstd')).toBe('br');
    expect(await encodingOf('br;q=0.1, gzip')).toBe('gzip');
    expect(await encodingOf('br;q=0, gzip;q=0')).toBeUndefined();
    expect(await encodingOf('x-unknown')).toBeUndefined();
  });

  test('are not sent again to those who have them, whatever the encoding', async () => {
    for (const path of [await firstCode(), '/icon.svg', '/']) {
      const { headers } = await get(path, { 'accept-encoding': 'br' });
      const again = await get(path, { 'if-none-match': headers.etag ?? '' });
      expect(again, path).toMatchObject({ status: 304, text: '' });
      expect(again.headers.etag).toBe(headers.etag);
      const changed = await get(path, { 'if-none-match': '"other"' });
      expect(changed.status).toBe(200);
    }
  });

  test.each([
    ['/favicon.ico', 'image/x-icon'],
    ['/apple-touch-icon.png', 'image/png'],
    ['/icon-512.png', 'image/png'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
    ['/robots.txt', 'text/plain; charset=utf-8'],
  ])('%s is what browsers and crawlers expect', async (path, type) => {
    const { status, headers } = await get(path, { 'accept-encoding': 'br' });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(headers['cache-control']).toBe('no-cache');
  });

  test('that do not exist are no pages, and nothing but the client is served', async () => {
    for (const path of ['/assets/nothing.js', '/nothing.png', '/.vite/manifest.json', '/index.html.br']) {
      expect(problemOf(await get(path, { accept: 'text/html' })).code, path).toBe('not_found');
    }
  });
});

describe('answers of the API', () => {
  test.each(['br', 'gzip'])('come in %s when they are large', async (encoding) => {
    for (const path of ['/api/v1/feed', '/api/openapi.json', '/api/docs/static/swagger-ui.css']) {
      const plain = await get(path);
      const small = await get(path, { 'accept-encoding': encoding });
      expect(small.headers['content-encoding'], path).toBe(encoding);
      expect(small.headers.vary).toBe('accept-encoding');
      expect(small.headers['content-type']).toBe(plain.headers['content-type']);
      expect(plainText(small)).toBe(plain.text);
      expect(small.bytes.length).toBeLessThan(plain.bytes.length);
    }
  });

  test('say the same about themselves to HEAD', async () => {
    const accept = { 'accept-encoding': 'gzip' };
    const [whole, head] = [
      await get('/api/openapi.json', accept),
      await get('/api/openapi.json', accept, 'HEAD'),
    ];
    expect(head.bytes).toHaveLength(0);
    expect(head.headers['content-encoding']).toBe('gzip');
    expect(head.headers['content-length']).toBe(whole.headers['content-length']);
  });

  test('stay as they are when they are small, or begin a session', async () => {
    const small = await get('/api/v1/setup', { 'accept-encoding': 'br' });
    expect(small.headers['content-encoding']).toBeUndefined();
    const begun = await send(server.url, '/api/v1/auth/register', {
      method: 'POST',
      headers: { 'accept-encoding': 'br' },
      body: { account: 'echo1', password: 'a long password 9', nickname: 'Echo' },
    });
    expect(begun.headers['set-cookie']).toBeDefined();
    expect(begun.headers['content-encoding']).toBeUndefined();
  });

  test('are never media or the stream of events', async () => {
    const { playback } = await person.api.call('video', { params: { id: videos.public } });
    const accept = { 'accept-encoding': 'br, gzip' };
    for (const path of [playback?.mp4Url ?? '', playback?.posterUrl ?? '']) {
      const { status, headers } = await get(path, accept);
      expect(status).toBe(200);
      expect(headers['content-encoding'], path).toBeUndefined();
      expect(headers['accept-ranges']).toBe('bytes');
      const part = await get(path, { ...accept, range: 'bytes=0-9' });
      expect(part).toMatchObject({ status: 206 });
      expect(part.bytes).toHaveLength(10);
    }
    const events = await fetch(`${server.url}/api/v1/me/events`, {
      headers: { ...accept, authorization: `Bearer ${person.token}` },
    });
    expect(events.headers.get('content-encoding')).toBeNull();
    await events.body?.cancel();
  });
});

describe('pages', () => {
  test('exist where the client has a page, and are 404 elsewhere, with the client in both', async () => {
    const paths = Object.values(pagePaths).map((path) => path.replace(':id', videos.public));
    expect(paths).toContain(`/watch/${videos.public}`);
    for (const path of [...paths, '/mine?x=1', '/upload/']) {
      expect((await get(path)).status, path).toBe(200);
    }
    const missing = [
      '/nothing',
      '/watch',
      '/watch/nope',
      '/watch/0123456789abcdef',
      '/admin',
      '/mine/x',
      '/%00',
    ];
    for (const path of missing) {
      const { status, headers, text } = await get(path);
      expect(status, path).toBe(404);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'$/);
      expect(text).toContain('<div id="app">');
      expect(metaOf(text)['robots']).toBe('noindex');
    }
    expect(problemOf(await get('/api/v1/nothing', { accept: 'text/html' })).code).toBe('not_found');
    expect(problemOf(await get('/media/nothing', { accept: 'text/html' })).code).toBe('not_found');
  });

  test('of a public video show its title and picture to those who do not run code', async () => {
    const { text, headers } = await get(`/watch/${videos.public}`, { 'accept-encoding': 'br' }).then(
      (answer) => ({
        headers: answer.headers,
        text: plainText(answer),
      }),
    );
    expect(headers['content-encoding']).toBe('br');
    expect(headers['cache-control']).toBe('no-cache');
    const { playback } = await person.api.call('video', { params: { id: videos.public } });
    const meta = metaOf(text);
    expect(meta).toMatchObject({
      'og:type': 'video.other',
      'og:title': nastyTitle,
      'og:url': `${publicUrl}/watch/${videos.public}`,
      'og:image': publicUrl + (playback?.posterUrl ?? ''),
      'og:video': publicUrl + (playback?.mp4Url ?? ''),
      'twitter:card': 'summary_large_image',
    });
    expect(meta['description']).toContain('Somebody');
    expect(text).toContain(`<link rel="canonical" href="${publicUrl}/watch/${videos.public}" />`);
    expect(meta['robots']).toBeUndefined();
    const [, oembedUrl = ''] =
      /<link rel="alternate" type="application\/json\+oembed" href="([^"]*)"/.exec(text) ?? [];
    const { pathname, searchParams } = new URL(oembedUrl.replaceAll('&#38;', '&'));
    expect(searchParams.get('url')).toBe(`${publicUrl}/watch/${videos.public}`);
    const frame = await get(`${pathname}?${searchParams}`);
    expect(JSON.parse(frame.text)).toMatchObject({ type: 'video', title: nastyTitle });
    expect((await get(playback?.posterUrl ?? '')).headers['content-type']).toMatch(/^image\//);
  });

  test('take a title for nothing but text', async () => {
    const { text } = await get(`/watch/${videos.public}`);
    expect(text).not.toContain('<script>alert');
    expect(text.match(/<title>/g)).toHaveLength(1);
    expect(text).toContain('&#60;script&#62;alert(&#39;猫&#39;)&#60;/script&#62; &#38; $&#38; $1 &#60;!--');
    expect(text).toMatch(/<\/title>[\s\S]*<link rel="manifest"[\s\S]*<div id="app">/);
  });

  test('of an unlisted video can be shared, but are not for search engines', async () => {
    const meta = metaOf((await get(`/watch/${videos.unlisted}`)).text);
    expect(meta).toMatchObject({ 'og:title': nastyTitle, robots: 'noindex' });
  });

  test('of a private video say nothing, not even to its author’s browser', async () => {
    for (const cookie of ['', `weireel_session=${person.token}`]) {
      const { status, text, headers } = await get(`/watch/${videos.private}`, { cookie });
      expect(status).toBe(404);
      expect(text).not.toContain('alert');
      expect(text).not.toContain('/media/');
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect((await get(`/watch/${videos.private}`)).text).toBe((await get('/watch/nope')).text);
  });

  test('a short link leads to its video and names no host; one to what is private looks like none', async () => {
    const codeOf = async (id: string) => (await person.api.call('shareVideo', { params: { id } })).code;
    const host = { host: 'films.example' };
    const { status, headers } = await get(`/s/${await codeOf(videos.public)}`, host);
    expect([status, headers['location']]).toEqual([302, `/watch/${videos.public}`]);
    expect(headers['cache-control']).toBe('no-store');
    const cookie = `weireel_session=${person.token}`;
    const [hidden, none] = [
      await get(`/s/${await codeOf(videos.private)}`, { cookie }),
      await get('/s/abcdefghij'),
    ];
    expect([hidden.status, hidden.text]).toEqual([404, none.text]);
  });

  test('ask early for what their first picture needs', async () => {
    const { playback } = await person.api.call('video', { params: { id: videos.public } });
    const { text } = await get(`/watch/${videos.public}`);
    expect(text).toContain(`<link rel="preload" as="fetch" crossorigin href="${playback?.hlsUrl}" />`);
    expect(text).toContain(`<link rel="preload" as="image" href="${playback?.posterUrl}" />`);
    const early = [...text.matchAll(/<link rel="(?:modulepreload|stylesheet)" crossorigin href="([^"]+)"/g)];
    for (const name of ['/hls', 'watch-page'])
      expect(early.some(([, file]) => file?.includes(name))).toBe(true);
    for (const [, file = ''] of early) expect((await get(file)).status, file).toBe(200);
    expect((await get('/login')).text).not.toContain('modulepreload');
  });

  test('of the feed name the file that plays first, and nothing that is in its way', async () => {
    const first = async (path: string) => {
      const { text } = await get(path);
      expect(text).not.toMatch(/rel="(?:preload|modulepreload)"/);
      return /<meta name="first-video" content="([^"]+)" data-id="([^"]+)"/.exec(text)?.slice(1);
    };
    const { playback } = await person.api.call('video', { params: { id: videos.public } });
    expect(await first('/')).toEqual([playback?.mp4Url, videos.public]);
    for (const id of Object.values(videos)) expect(await first(`/?v=${id}`)).toEqual(await first('/'));
    expect((await get(`/watch/${videos.public}`)).text).not.toContain('<meta name="first-video"');
  });

  test('allow the scripts that stand in them, and no others', async () => {
    const { text, headers } = await get('/');
    const scripts = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script);
    expect(scripts).toHaveLength(1);
    const [policy] = /script-src [^;]+/.exec(String(headers['content-security-policy'])) ?? [];
    const hash = createHash('sha256').update(scripts.join('')).digest('base64');
    expect(policy).toBe(`script-src 'self' 'sha256-${hash}'`);
  });
});

describe('a video in a frame of another page', () => {
  test('is framed by anybody and shows the video alone, its title as text, whoever asks', async () => {
    for (const cookie of ['', `weireel_session=${person.token}`]) {
      const { status, text, headers } = await get(`/embed/${videos.public}`, { cookie });
      expect(status).toBe(200);
      expect(headers['content-security-policy']).toMatch(/frame-ancestors \*$/);
      expect(headers['set-cookie']).toBeUndefined();
      expect(text).not.toContain('<script>alert');
      expect(text).toContain('&#60;script&#62;alert(&#39;猫&#39;)');
      const { playback } = await person.api.call('video', { params: { id: videos.public } });
      for (const path of [playback?.hlsUrl, playback?.mp4Url, playback?.posterUrl])
        expect(text).toContain(`="${path}"`);
      const files = [...text.matchAll(/(?:data-code|<script type="module" src)="([^"]+)"/g)];
      expect(files).toHaveLength(2);
      for (const [, file = ''] of files) expect((await get(file)).status, file).toBe(200);
    }
    expect((await get(`/embed/${videos.unlisted}`)).status).toBe(200);
  });

  test('says of what is not for everybody what it says of nothing', async () => {
    const none = await get('/embed/0123456789abcdef');
    expect([none.status, none.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    for (const cookie of ['', `weireel_session=${person.token}`]) {
      expect(await get(`/embed/${videos.private}`, { cookie })).toMatchObject({
        status: 404,
        text: none.text,
      });
    }
    expect((await get('/embed/x', { 'accept-language': 'en' })).text).toContain('This video cannot be shown');
  });

  test('takes none of the client’s first code with it', async () => {
    const { text } = await get(`/embed/${videos.public}`);
    const [, path = ''] = /<script type="module" src="([^"]+)"/.exec(text) ?? [];
    const code = await get(path);
    expect(code.bytes.length).toBeLessThan(3000);
    expect(code.text).not.toMatch(/\bfrom\s*[`"']|import\s*[`"']/);
  });
});

describe('the offline worker', () => {
  test('names the files of this build, all of which are there, and a page that starts it alone', async () => {
    const { status, text, headers } = await get('/sw.js');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      ...[200, 'text/javascript; charset=utf-8', 'no-cache'],
    ]);
    const [, json = '{}'] = /^self\.build = (.*);$/m.exec(text) ?? [];
    const build = JSON.parse(json) as { shellUrl: string; files: string[] };
    expect(build.files).toContain(await firstCode());
    for (const path of build.files) expect((await get(path)).status, path).toBe(200);
    const shell = await get(build.shellUrl);
    expect(shell.status).toBe(200);
    expect(shell.headers['content-security-policy']).toContain("default-src 'self'");
    expect(shell.text).toContain(await firstCode());
    // Of what is here today it says nothing: it is shown at any time and address.
    expect(shell.text).not.toMatch(/\/media\/|rel="preload"/);
    expect((await get('/shell/another')).status).toBe(404);
    expect(await get('/sw.js', { 'if-none-match': headers.etag ?? '' })).toMatchObject({ status: 304 });
  });
});
