import { hostname as machineName } from 'node:os';
import { beforeAll, expect, test } from 'vitest';
import { register, type Person } from '../api.ts';
import { beginPart } from '../begin-request.ts';
import { openStream, type EventStream } from '../event-stream.ts';
import { eventually } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { startServer, type RunningServer } from '../server.ts';
import { testDatabase } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

// Peers that do not do what they announced.
const undo = undoAfterAll();
const database = await testDatabase(undo);
let server: RunningServer;
let person: Person;
let uploadId: string;

beforeAll(async () => {
  server = await startServer({ env: { DATABASE_URL: database.url, WEIREEL_WORKERS: '0' } });
  undo(() => server.dispose());
  person = await register(server.url);
  const { id } = await person.api.call('createUpload', { body: { fileName: 'a.mp4', sizeBytes: 1000 } });
  uploadId = id;
});

/** Begins a part whose length is told by this header, and says nothing of its body. */
const begin = (length: string) => beginPart(person, { uploadId, n: 1, length });

test('only the headers of a stream can be had, and at once', async () => {
  const answer = await send(server.url, '/api/v1/me/events', { method: 'HEAD', token: person.token });
  expect(answer).toMatchObject({ status: 200, text: '' });
  expect(answer.headers['content-type']).toContain('text/event-stream');
});

test('a part that is broken off by its sender is no fault of the server', async () => {
  const { socket } = begin('content-length: 1000');
  socket.write('x'.repeat(400));
  // Of a connection that is reset before it was looked at, nothing is heard at all.
  await eventually(() => server.log().includes(`/uploads/${uploadId}/parts/1`));
  socket.resetAndDestroy();
  await eventually(() => server.log().includes('the sender broke off'));
  expect(server.log()).not.toContain('request failed');
});

test('who sends more than a part has is refused, and holds no connection', async () => {
  const { heard, hasEnded, socket } = begin('transfer-encoding: chunked');
  // The last chunk never comes.
  socket.write(`800\r\n${'x'.repeat(0x800)}\r\n`);
  await eventually(() => hasEnded());
  expect(heard()).toMatch(/^HTTP\/1\.1 400 /);
  expect(heard()).toContain('part_size_wrong');
});

test('a page whose own name is made to mean this server gets nothing from it', async () => {
  const { port } = new URL(server.url);
  for (const path of ['/', '/api/v1/feed', '/api/v1/me', '/api/openapi.json', '/nowhere']) {
    const answer = await send(server.url, path, {
      headers: { host: `rebound.example:${port}` },
      token: person.token,
    });
    expect(problemOf(answer), path).toMatchObject({ status: 421, code: 'misdirected_request' });
  }
  for (const host of [`localhost:${port}`, `${machineName()}:${port}`]) {
    expect((await send(server.url, '/api/v1/me', { headers: { host }, token: person.token })).status).toBe(
      200,
    );
  }
  expect((await send(server.url, '/healthz', { headers: { host: 'probe' } })).status).toBe(200);
});

test('one person has ten streams at once, and another when one of them ends (EVT-16)', async () => {
  const streams = await Promise.all(Array.from({ length: 10 }, () => openStream(person)));
  const refused = await send(server.url, '/api/v1/me/events', { token: person.token });
  expect(problemOf(refused)).toMatchObject({ status: 429, code: 'too_many_streams' });
  const other = await openStream(await register(server.url));
  streams[0]?.close();
  let again: EventStream | null = null;
  await eventually(async () => (again = await openStream(person).catch(() => null)) !== null);
  for (const stream of [...streams, other, again]) stream?.close();
});

test('one asset has a hundred videos and no more', async () => {
  const one = await register(server.url);
  const { assetId } = await one.api.call('createUpload', { body: { fileName: 'a.mp4', sizeBytes: 1000 } });
  const body = { assetId, title: 'Again', visibility: 'private' } as const;
  const create = (): Promise<unknown> => one.api.call('createVideo', { body });
  // Calls about one asset wait for each other: a few at a time.
  for (let n = 0; n < 99; n += 9) await Promise.all(Array.from({ length: 9 }, create));
  const made = await Promise.allSettled([create(), create(), create()]);
  const refusals = made.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
  expect(refusals).toMatchObject([{ code: 'too_many_videos' }, { code: 'too_many_videos' }]);
});

test('peers that go on sending do not keep a server from ending', async () => {
  const tooLong = begin('content-length: 5000');
  await eventually(() => tooLong.heard().includes('part_size_wrong'));
  const slow = begin('content-length: 1000');
  slow.socket.write('x'.repeat(400));
  const stream = await openStream(person);
  server.signal('SIGTERM');
  expect(await server.ended).toEqual({ code: 0, signal: null });
  await eventually(() => tooLong.hasEnded() && slow.hasEnded() && stream.hasEnded());
});
