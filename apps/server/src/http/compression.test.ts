import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compressAnswers } from './compression.ts';

const text = '#EXTINF:4.000,\ns0.m4s\n'.repeat(200);
let app: FastifyInstance;

beforeAll(async () => {
  app = fastify();
  compressAnswers(app);
  app.get<{ Querystring: { type: string } }>('/text', ({ query }, reply) =>
    reply.type(query.type).send(text),
  );
  app.get('/stream', (_request, reply) => reply.type('text/css').send(Readable.from([text, text])));
  app.get('/part', (_request, reply) => reply.code(206).type('text/plain').send(text));
  app.get('/as-it-is', (_request, reply) =>
    reply.header('cache-control', 'no-cache, no-transform').type('text/plain').send(text),
  );
  app.get('/varied', (_request, reply) =>
    reply.header('vary', 'accept-language').type('text/plain').send(text),
  );
  app.get('/small', (_request, reply) => reply.type('text/plain').send('few words'));
  app.post('/session', (_request, reply) => reply.send({ token: text }));
  await app.ready();
});

afterAll(() => app.close());

function get(url: string, encoding = 'br', method: 'GET' | 'HEAD' | 'POST' = 'GET') {
  return app.inject({ url, method, headers: { 'accept-encoding': encoding } });
}

describe('compressAnswers', () => {
  test.each([
    'application/vnd.apple.mpegurl',
    'text/vtt; charset=utf-8',
    'application/json; charset=utf-8',
    'application/problem+json',
    'text/html; charset=utf-8',
    'image/svg+xml',
  ])('compresses %s', async (type) => {
    const { headers, rawPayload } = await get(`/text?type=${encodeURIComponent(type)}`);
    expect(headers).toMatchObject({
      'content-encoding': 'br',
      vary: 'accept-encoding',
      'content-length': String(rawPayload.length),
    });
    expect(brotliDecompressSync(rawPayload).toString()).toBe(text);
  });

  test.each(['text/event-stream', 'video/mp4', 'image/jpeg', 'application/octet-stream'])(
    'leaves %s alone',
    async (type) => {
      const { headers, payload } = await get(`/text?type=${encodeURIComponent(type)}`);
      expect(headers['content-encoding']).toBeUndefined();
      expect(headers['vary']).toBeUndefined();
      expect(payload).toBe(text);
    },
  );

  test('compresses what is sent in pieces', async () => {
    const { headers, rawPayload } = await get('/stream', 'gzip');
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(rawPayload).toString()).toBe(text + text);
  });

  test('says of HEAD what it says of GET', async () => {
    const [whole, head] = [await get('/text?type=text/vtt'), await get('/text?type=text/vtt', 'br', 'HEAD')];
    expect(head.rawPayload).toHaveLength(0);
    for (const name of ['content-encoding', 'content-length', 'vary']) {
      expect(head.headers[name], name).toBe(whole.headers[name]);
    }
  });

  test('leaves ranges, small answers, answers to writes and what must not be changed alone', async () => {
    const answers = [get('/part'), get('/small'), get('/as-it-is'), get('/session', 'br', 'POST')];
    for (const { headers } of await Promise.all(answers)) expect(headers['content-encoding']).toBeUndefined();
  });

  test('tells caches of the encoding beside what else the answer depends on, also when nothing fits', async () => {
    expect((await get('/varied')).headers['vary']).toBe('accept-language, accept-encoding');
    const { headers, payload } = await get('/varied', 'identity');
    expect(headers['vary']).toBe('accept-language, accept-encoding');
    expect(payload).toBe(text);
  });
});
