import fastify, { type FastifyInstance } from 'fastify';
import { beforeEach, expect, test } from 'vitest';
import { createSharedAnswers, type SharedAnswers } from './shared-answers.ts';

let app: FastifyInstance;
let answers: SharedAnswers;
let nowMs: number;
let asked: number;
let beforeAnswer: () => Promise<void>;

beforeEach(() => {
  [nowMs, asked] = [0, 0];
  beforeAnswer = () => Promise.resolve();
  app = fastify();
  app.decorateRequest('viewer', null);
  app.addHook('onRequest', (request, _reply, done) => {
    const id = request.headers.authorization;
    request.viewer =
      id === undefined ? null : { id, roles: [], withheld: [], channels: [], nickname: id, tokenHash: id };
    done();
  });
  answers = createSharedAnswers(() => nowMs);
  answers.keep(app);
  answers.give(app);
  const config = { isShared: true };
  app.get('/page', { config }, async () => {
    const n = ++asked;
    await beforeAnswer();
    return { n };
  });
  app.get('/broken', { config }, (_request, reply) => reply.code(404).send({ n: ++asked }));
  app.get('/own', () => ({ n: ++asked }));
  app.post('/change', () => ({}));
});

const read = async (url = '/page', headers: Record<string, string> = {}): Promise<number> =>
  (await app.inject({ url, headers })).json<{ n: number }>().n;

test('visitors who ask for the same within a second are answered the same', async () => {
  expect([await read(), await read(), await read('/page?n=2'), await read()]).toEqual([1, 1, 2, 1]);
  const again = await app.inject({ url: '/page' });
  expect(again.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
  nowMs = 1000;
  expect(await read()).toBe(3);
});

test('languages, people, refusals and what is not shared are answered by themselves', async () => {
  expect(await read()).toBe(1);
  expect(await read('/page', { 'accept-language': 'en' })).toBe(2);
  expect(await read('/page', { authorization: 'somebody' })).toBe(3);
  expect([await read('/broken'), await read('/broken')]).toEqual([4, 5]);
  expect([await read('/own'), await read('/own')]).toEqual([6, 7]);
  expect(await read()).toBe(1);
});

test('after a change nothing of before is given', async () => {
  await read();
  await app.inject({ url: '/change', method: 'POST' });
  expect(await read()).toBe(2);
  answers.forget();
  expect(await read()).toBe(3);
});

test('what was asked before a change and is answered after it is not kept', async () => {
  beforeAnswer = async () => {
    await app.inject({ url: '/change', method: 'POST' });
  };
  expect([await read(), await read()]).toEqual([1, 2]);
});
