import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nameViewers } from './authentication.ts';
import { slowRefusals } from './slow-refusals.ts';

let app: FastifyInstance;
let nowMs: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  nowMs = 0;
  app = fastify({ forceCloseConnections: true });
  nameViewers(app);
  slowRefusals(app, { config: { rates: { refusalsPerMinute: 3 } }, elapsedMs: () => nowMs });
  app.get('/good', () => 'good');
  app.get('/bad', (_request, reply) => reply.code(409).send('bad'));
  app.get('/media', { config: { isUnlimited: true } }, (_request, reply) => reply.code(404).send('gone'));
});

afterEach(async () => {
  vi.useRealTimers();
  await app.close();
});

/** Sends a request; that of `inject` alone would begin only when somebody waits for it. */
const begin = async (url: string, remoteAddress: string) => app.inject({ url, remoteAddress });

async function untilIdle(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Asks; tells whether the answer came without any time passing. */
async function ask(url: string, remoteAddress = '10.0.0.1'): Promise<{ isAtOnce: boolean; status: number }> {
  let isAtOnce = true;
  const answer = begin(url, remoteAddress);
  await untilIdle();
  const first = await Promise.race([answer, Promise.resolve(null)]);
  if (first === null) {
    isAtOnce = false;
    await vi.advanceTimersByTimeAsync(2000);
  }
  return { isAtOnce, status: (await answer).statusCode };
}

const askAll = async (count: number, ...how: Parameters<typeof ask>): Promise<boolean[]> => {
  const all: boolean[] = [];
  for (let n = 0; n < count; n += 1) all.push((await ask(...how)).isAtOnce);
  return all;
};

test('who is refused over and over waits for the answer, and for no other answer', async () => {
  expect(await askAll(5, '/bad')).toEqual([true, true, true, false, false]);
  expect(await ask('/good')).toEqual({ isAtOnce: true, status: 200 });
  expect(await ask('/bad')).toEqual({ isAtOnce: false, status: 409 });
});

test('others are refused at once, and so are they themselves a minute later', async () => {
  await askAll(4, '/bad');
  expect(await askAll(1, '/bad', '10.0.0.2')).toEqual([true]);
  nowMs += 60_000;
  expect(await askAll(4, '/bad')).toEqual([true, true, true, false]);
});

test('media that are not there are told of at once: players ask for them again by themselves', async () => {
  expect(await askAll(6, '/media')).toEqual([true, true, true, true, true, true]);
});

test('a server that ends answers those who wait', async () => {
  await askAll(3, '/bad');
  const answer = begin('/bad', '10.0.0.1');
  await untilIdle();
  await app.close();
  expect((await answer).statusCode).toBe(409);
});
