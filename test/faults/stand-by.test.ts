import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { apiOf, register } from '../api.ts';
import { eventually } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { listBelow } from '../server-processes.ts';
import { startServer, type RunningServer } from '../server.ts';

const dataFolder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
const servers: RunningServer[] = [];

afterAll(async () => {
  for (const server of servers) await server.dispose();
  await rm(dataFolder, { recursive: true });
});

async function serve(): Promise<RunningServer> {
  const server = await startServer({ dataFolder });
  servers.push(server);
  return server;
}

test('a second server on a data folder takes over when the first is killed, and forgets nothing', async () => {
  const first = await serve();
  const person = await register(first.url);
  const second = await serve();
  const there = apiOf(second.url, person.token);
  expect(await there.call('me', {})).toMatchObject({ id: person.id });
  expect(await listBelow(second.pid, 'postgres')).toEqual([]);

  first.signal('SIGKILL');
  await first.ended;
  const path = '/api/v1/me';
  await eventually(async () => {
    const answer = await send(second.url, path, { token: person.token });
    if (answer.status !== 200) expect(problemOf(answer)).toMatchObject({ status: 503, code: 'unavailable' });
    return answer.status === 200 && (await listBelow(second.pid, 'postgres')).length > 0;
  });
  expect(await there.call('me', {})).toMatchObject({ id: person.id });
  // The next one stands by in its turn.
  const third = await serve();
  expect(await apiOf(third.url, person.token).call('me', {})).toMatchObject({ id: person.id });
  expect(await third.stop()).toEqual({ code: 0, signal: null });
  expect(await second.stop()).toEqual({ code: 0, signal: null });
});
