import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes, type Route } from '@weireel/contract';
import { connect } from '@weireel/db';
import type { TestDatabase } from '@weireel/db/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { register } from '../api.ts';
import { openStream } from '../event-stream.ts';
import { eventually } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { fromSources } from '../run/node-environment.ts';
import { launchServer, startServer, type RunningServer } from '../server.ts';
import { testDatabase, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

interface Operation {
  operationId: string;
  summary: string;
  security?: unknown;
  parameters?: { name: string; in: string; required?: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string }>;
}

const undo = undoAfterAll();
let database: TestDatabase;
let server: RunningServer;

beforeAll(async () => {
  database = await newDatabase();
  const env = { ...fromSources, DATABASE_URL: database.url, WEIREEL_WORKERS: '0' };
  server = await testServer(undo, { env });
});

async function newDatabase(): Promise<TestDatabase> {
  const made = await testDatabase(undo);
  return made;
}

describe('the description of the API', () => {
  /** The document as far as tests look at it. */
  async function describeApi() {
    const { text } = await send(server.url, '/api/openapi.json');
    return JSON.parse(text) as {
      openapi: string;
      servers: { url: string }[];
      paths: Record<string, Record<string, Operation>>;
    };
  }

  test('names every call of the contract and what answers files and streams, and no other', async () => {
    const { openapi, servers, paths } = await describeApi();
    expect(openapi).toBe('3.1.0');
    expect(servers).toEqual([{ url: '/api/v1' }]);
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(
        ([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`,
      ),
    );
    const promised = Object.entries(routes as Record<string, Route>).map(
      ([name, { method, path }]) => `${name} ${method} ${path}`,
    );
    const others = [
      'downloadExport GET /assets/{id}/exports/{format}',
      'downloadVideo GET /videos/{id}/download',
      'exportMe GET /me/export',
      'liveDanmaku GET /videos/{id}/danmaku/live',
      'myEvents GET /me/events',
      'wechatCode GET /videos/{id}/wechat-code',
    ];
    expect(described.toSorted()).toEqual([...promised, ...others].toSorted());
  });

  test('says of each what it takes, answers and needs', async () => {
    const { paths } = await describeApi();
    for (const [name, route] of Object.entries(routes as Record<string, Route>)) {
      const operation = paths[route.path]?.[route.method.toLowerCase()];
      expect(operation?.summary, name).toBe(route.summary);
      expect(operation?.responses[route.status]?.description, name).toEqual(expect.any(String));
      expect(operation?.requestBody !== undefined, name).toBe(route.body !== undefined);
      expect(operation?.security !== undefined, name).toBe(route.access !== 'public');
      const inPath = operation?.parameters?.filter((parameter) => parameter.in === 'path') ?? [];
      expect(inPath.map((parameter) => `{${parameter.name}}`)).toEqual(route.path.match(/\{\w+\}/g) ?? []);
      for (const parameter of inPath) expect(parameter.required).toBe(true);
    }
  });

  test('refers to nothing that it does not have', async () => {
    const document = await describeApi();
    const text = JSON.stringify(document);
    for (const [, reference = ''] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
      const steps = reference.split('/').slice(1);
      expect(reference.startsWith('#/')).toBe(true);
      let place: unknown = document;
      for (const step of steps) place = place instanceof Object ? Reflect.get(place, step) : undefined;
      expect(place, reference).toBeDefined();
    }
  });

  test('can be read by people', async () => {
    const { status, headers } = await send(server.url, '/api/docs/');
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/html');
  });
});

describe('health', () => {
  test('a server that works says so', async () => {
    expect(await send(server.url, '/healthz')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    const { status, text, headers } = await send(server.url, '/readyz');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(JSON.parse(text)).toEqual({
      status: 'ok',
      checks: { database: 'ok', storage: 'ok', ffmpeg: 'ok' },
    });
  });

  test('without its database it lives, is not ready, and says nothing of why in public', async () => {
    const lost = await newDatabase();
    const lonely = await startServer({ env: { DATABASE_URL: lost.url, WEIREEL_WORKERS: '0' } });
    undo(() => lonely.dispose());
    await lost.drop();
    const { status, text } = await send(lonely.url, '/readyz');
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({
      status: 'unavailable',
      checks: { database: 'failed', storage: 'ok', ffmpeg: 'ok' },
    });
    expect((await send(lonely.url, '/healthz')).status).toBe(200);
    const failing = await send(lonely.url, '/api/v1/feed');
    expect(problemOf(failing)).toMatchObject({ status: 500, code: 'internal' });
    expect(failing.text).not.toMatch(/database|test_|postgres/);
    expect((await lonely.stop()).code).toBe(0);
  });
});

describe('a server that ends', () => {
  test('answers what was under way, ends streams, takes nothing new, and leaves with 0', async () => {
    const own = await newDatabase();
    const leaving = await startServer({ env: { DATABASE_URL: own.url } });
    undo(() => leaving.dispose());
    const person = await register(leaving.url);
    const stream = await openStream(person);
    const upload = await person.api.call('createUpload', { body: { fileName: 'a.mp4', sizeBytes: 2000 } });
    const sent = request(`${leaving.url}/api/v1/uploads/${upload.id}/parts/1`, {
      ...{ method: 'PUT', agent: false },
      headers: {
        authorization: `Bearer ${person.token}`,
        'content-length': 2000,
        'content-type': 'video/mp4',
      },
    });
    // What is no video would be refused with its first part.
    sent.write(Buffer.concat([Buffer.from('\0\0\0\x18ftypisom'), Buffer.alloc(988)]));
    await eventually(() => leaving.log().includes('/parts/1'));
    leaving.signal('SIGTERM');
    await eventually(() => stream.hasEnded());
    await expect(send(leaving.url, '/healthz')).rejects.toThrow();
    sent.end(Buffer.alloc(1000));
    const [response] = (await once(sent, 'response')) as [IncomingMessage]; // what `response` carries
    response.resume();
    expect(response.statusCode).toBe(200);
    expect(await leaving.ended).toEqual({ code: 0, signal: null });
    await leaving.stop();
  });

  test('with its own PostgreSQL leaves no process and no socket', async () => {
    const whole = await startServer();
    undo(() => whole.dispose());
    expect(await register(whole.url)).toMatchObject({ url: whole.url });
    const files = await readdir(whole.dataFolder, { recursive: true });
    const pidFile = files.find((path) => path.endsWith('postmaster.pid')) ?? '';
    // The fifth line of this file is the folder of the socket.
    const socketFolder = (await readFile(join(whole.dataFolder, pidFile), 'utf8')).split('\n')[4] ?? '';
    expect(existsSync(socketFolder)).toBe(true);
    // It waits until every process below it is gone.
    expect(await whole.stop()).toEqual({ code: 0, signal: null });
    expect(existsSync(socketFolder)).toBe(false);
    expect(whole.log()).not.toMatch(/"level":(50|60)/);
  });
});

describe('a server that cannot start', () => {
  /** Starts one that must fail, and returns what it said. */
  async function failingStart(env: Record<string, string>, dataFolder?: string): Promise<string> {
    const launch = await launchServer({ env, ...(dataFolder !== undefined && { dataFolder }) });
    try {
      expect(await launch.ended).toEqual({ code: 1, signal: null });
      expect(launch.output()).not.toContain('ready');
      // A sentence for people, not the inside of a program.
      expect(launch.log()).not.toMatch(/^ +at /m);
      return launch.log();
    } finally {
      await launch.dispose();
    }
  }

  const withDatabase = () => ({ DATABASE_URL: database.url, WEIREEL_WORKERS: '0' });

  test('says that the port is taken, and how to choose another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo; // it listens on TCP
    const said = await failingStart({ ...withDatabase(), WEIREEL_PORT: String(port) });
    expect(said).toContain(String(port));
    expect(said).toContain('WEIREEL_PORT');
    other.close();
  });

  test.each([
    ['WEIREEL_PORT', 'eighty'],
    ['WEIREEL_PORT', '70000'],
    ['WEIREEL_REGISTRATION', 'sometimes'],
    ['WEIREEL_PUBLIC_URL', 'ftp://x'],
    ['WEIREEL_STORAGE', 's3://bucket'],
    ['WEIREEL_QUOTA_BYTES', '-5'],
    ['WEIREEL_FFMPEG', '/nowhere/ffmpeg'],
  ])('names the setting %s when it is %s', async (name, value) => {
    expect(await failingStart({ ...withDatabase(), [name]: value })).toContain(name);
  });

  test('refuses a data folder of a newer version', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
    undo(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'format'), '2\n');
    expect(await failingStart(withDatabase(), folder)).toMatch(/format 2 .*newer/);
    expect((await readdir(folder)).toSorted()).toEqual(['format']);
  });

  test('refuses a data folder of another PostgreSQL, and one that it cannot write', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
    undo(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '17\n');
    expect(await failingStart({}, folder)).toMatch(/^\S+ was written by PostgreSQL 17;.*\n$/);
    await rm(join(folder, 'runtime'), { recursive: true });
    await writeFile(join(folder, 'runtime'), '');
    expect(await failingStart({}, folder)).toMatch(/^the database in \S+ cannot be used: .*\n$/);
  });

  test('refuses a database of a newer version, and leaves it as it is', async () => {
    const newer = await newDatabase();
    const { pool, close } = connect(newer.url, { maxConnections: 1, onError: () => {} });
    await pool.query(`insert into kysely_migration values ('9999-from-the-future', '2036-01-01T00:00:00Z')`);
    const said = await failingStart({ DATABASE_URL: newer.url });
    expect(said).toMatch(/newer Weireel.*9999-from-the-future/);
    await close();
  });

  test('says that the database is out of reach, without its password', async () => {
    const said = await failingStart({ DATABASE_URL: 'postgres://weireel:a-password@127.0.0.1:9/weireel' });
    expect(said).toContain('DATABASE_URL');
    expect(said).not.toContain('a-password');
  });
});
