import { beforeAll, expect, test } from 'vitest';
import { register, signInAsAdmin, type Person } from '../api.ts';
import { openStream } from '../event-stream.ts';
import { eventually } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { killAll, processTree, waitUntilGone } from '../process-tree.ts';
import { startServer, type RunningServer } from '../server.ts';
import { listBelow } from '../server-processes.ts';
import { undoAfterAll } from '../undo-after-all.ts';

// What has hung is a process that keeps its sockets open and says nothing, as one that was stopped does.
const undo = undoAfterAll();
let server: RunningServer;
let person: Person;

beforeAll(async () => {
  server = await startServer();
  undo(() => server.dispose());
  person = await register(server.url);
});

function signalAll(pids: readonly number[], signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) process.kill(pid, signal);
}

/** The database's first process with those that serve single connections, which have names of their own. */
async function databaseOf({ pid }: RunningServer): Promise<number[]> {
  const [first = 0] = await listBelow(pid, 'postgres');
  return processTree(first);
}

async function readiness(): Promise<{ status: number; checks: Record<string, string> }> {
  const { status, text } = await send(server.url, '/readyz');
  const { checks } = JSON.parse(text) as { checks: Record<string, string> }; // what the route answers
  return { status, checks };
}

test('a worker that has hung is told of, killed and replaced, and so is a database that has hung meanwhile', async () => {
  const stream = await openStream(person);
  const [worker = 0] = await listBelow(server.pid, 'worker');
  signalAll([worker], 'SIGSTOP');

  const database = await databaseOf(server);
  signalAll(database, 'SIGSTOP');
  const hung = await readiness();
  expect(hung).toMatchObject({ status: 503, checks: { database: 'failed', storage: 'ok', ffmpeg: 'ok' } });
  for (const path of ['/api/v1/feed', '/api/v1/me']) {
    const answer = await send(server.url, path, { token: person.token });
    expect(problemOf(answer)).toMatchObject({ status: 503, code: 'unavailable' });
  }
  // Nobody needs the database for these, whoever is signed in.
  for (const path of ['/healthz', '/api/docs/', '/api/openapi.json']) {
    expect((await send(server.url, path, { token: person.token })).status).toBe(200);
  }

  signalAll(database, 'SIGCONT');
  await eventually(async () => (await readiness()).checks['database'] === 'ok');
  // The stream, and what it listens with, has come through.
  const body = { fileName: 'a.mp4', sizeBytes: 1000 };
  const { assetId } = await person.api.call('createUpload', { body });
  await person.api.call('createVideo', { body: { assetId, title: 'Later', visibility: 'private' } });
  await eventually(() => stream.messages.some(({ event }) => event === 'video'));
  stream.close();

  await eventually(async () => (await readiness()).checks['worker'] === 'failed');
  await eventually(async () => (await readiness()).status === 200);
  expect(await listBelow(server.pid, 'worker')).not.toContain(worker);
  const admin = await signInAsAdmin(server.url);
  expect(await admin.api.call('adminHealth')).toMatchObject({
    workers: [{ slots: { rest: expect.any(Number) as number } }],
    workerReplaced: { at: expect.any(String) as string, why: 'silent' },
  });
});

test('a server whose database has hung ends when it is told to', async () => {
  const database = await databaseOf(server);
  signalAll(database, 'SIGSTOP');
  server.signal('SIGTERM');
  await server.ended;
  // The next server on the folder would do it, after a minute.
  killAll(database);
  await waitUntilGone(database);
});
