import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkDatabase, connect } from '../engine/connect.ts';
import { listen } from '../engine/listen.ts';
import { closeOpener, killOpeners, openInChild, startOpener } from '../testing/openers.ts';
import { type EmbeddedDatabase, openEmbedded } from './open-embedded.ts';
import { readPid } from './postmaster-pid.ts';
import { query } from './reach.ts';

const opened: EmbeddedDatabase[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weireel-test-'));
});

afterEach(async () => {
  await killOpeners();
  for (const database of opened.splice(0)) await database.stop();
  await serverGone(folder);
  await rm(folder, { recursive: true, force: true });
});

describe('openEmbedded', () => {
  it('starts a server, keeps its rows over a stop, and lets others connect meanwhile', async () => {
    const first = await open(folder);
    expect(first.ownsServer).toBe(true);
    await query(first.url, 'create table note (body text)');
    await query(first.url, "insert into note values ('微影')");

    const other = await openInChild(folder);
    expect(other.answer).toEqual({ url: first.url, ownsServer: false });
    await closeOpener(other.child);
    expect(await query(first.url, 'select lower(body) as body from note')).toEqual([{ body: '微影' }]);

    await first.stop();
    await expect(query(first.url, 'select 1')).rejects.toThrow();
    const second = await open(folder);
    expect(await query(second.url, 'select body from note')).toEqual([{ body: '微影' }]);
    await second.stop();
    await expect(lstat(socketFolderOf(second))).rejects.toThrow('ENOENT');
  });

  it('gives one owner when two processes start at the same moment', async () => {
    const both = await Promise.all([openInChild(folder), openInChild(folder)]);
    expect(both.map((one) => one.answer.ownsServer).sort()).toEqual([false, true]);
    expect(both[0]?.answer.url).toBe(both[1]?.answer.url);
  });

  it('works in a long folder with spaces, colons, quotes and Chinese characters', async () => {
    const place = join(folder, "我的 数据: it's here", '长'.repeat(40));
    const database = await open(place);
    expect(await query(database.url, 'show server_version_num')).toEqual([{ server_version_num: '180004' }]);
    await database.stop();
  });

  it('keeps every acknowledged row when the server and all its processes are killed', async () => {
    const database = await open(folder);
    await query(database.url, 'create table counted (n int primary key)');
    let acknowledged = 0;
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => {}); // the broken connection also fails the insert below
    await client.connect();
    const writing = (async () => {
      for (;;) {
        await client.query('insert into counted values ($1)', [acknowledged]);
        acknowledged += 1;
      }
    })();
    const broken = expect(writing).rejects.toThrow();
    await vi.waitFor(() => expect(acknowledged).toBeGreaterThan(100), { timeout: 120_000 });
    await killAll(database.url);
    await broken;
    await client.end();
    await database.stop();

    const again = await open(folder);
    const rows = await query(again.url, 'select count(*)::int as count, max(n) + 1 as next from counted');
    // One more may be there: written, but killed before it could be acknowledged.
    expect([acknowledged, acknowledged + 1].map((count) => ({ count, next: count }))).toContainEqual(rows[0]);
  });

  it('starts the server again when it dies while its owner lives, and connections come back', async () => {
    const messages: string[] = [];
    const database = await openEmbedded({
      dataFolder: folder,
      ownership: 'when-free',
      log: (message) => messages.push(message),
    });
    opened.push(database);
    const heard: string[] = [];
    let connections = 0;
    const stopListening = listen(database.url, {
      channels: ['bell'],
      onConnected: () => (connections += 1),
      onNotification: (_channel, payload) => heard.push(payload),
      onError: () => {}, // the connection breaks: that is the point
    });
    const connection = connect(database.url, { maxConnections: 2, onError: () => {} });
    await sql`create table kept (n int)`.execute(connection.db);
    await vi.waitFor(() => expect(connections).toBe(1), { timeout: 120_000 });

    const postmaster = await readPid(join(folder, 'postgres', 'postmaster.pid'));
    expect(postmaster).not.toBeNull();
    process.kill(postmaster ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(messages.join('\n')).toContain('was started again'), { timeout: 60_000 });
    expect(messages[0]).toContain('PostgreSQL ended (signal SIGKILL)');
    await vi.waitFor(() => checkDatabase(connection.db), { timeout: 120_000 });
    await sql`insert into kept values (1)`.execute(connection.db);
    await vi.waitFor(() => expect(connections).toBe(2), { timeout: 120_000 });
    await sql`notify bell, 'ring'`.execute(connection.db);
    await vi.waitFor(() => expect(heard).toEqual(['ring']), { timeout: 120_000 });
    await stopListening();
    await connection.close();
    await database.stop();
    await expect(query(database.url, 'select 1')).rejects.toThrow();
  });

  it('goes away with its owner when that is killed, and starts again at once', async () => {
    const { child, answer } = await openInChild(folder);
    const pid = await readPid(join(folder, 'postgres', 'postmaster.pid'));
    await query(answer.url, 'create table kept (n int)');
    child.kill('SIGKILL');
    await once(child, 'close');

    const next = await open(folder);
    expect(next.ownsServer).toBe(true);
    expect(await readPid(join(folder, 'postgres', 'postmaster.pid'))).not.toBe(pid);
    expect(await query(next.url, 'select n from kept')).toEqual([]);
  });

  it('waits for what is left of a killed server, though nothing tells of the crash any more', async () => {
    const { child, answer } = await openInChild(folder);
    const connection = connect(answer.url, { maxConnections: 1, onError: () => {} });
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection.db);
    const pid = rows[0]?.pid ?? 0;
    // Stopped, it does not see that its server is gone, and holds its shared memory.
    process.kill(pid, 'SIGSTOP');
    const pidPath = join(folder, 'postgres', 'postmaster.pid');
    const postmaster = await readPid(pidPath);
    child.kill('SIGKILL');
    await once(child, 'close');
    process.kill(postmaster ?? 0, 'SIGKILL');
    await serverGone(folder);
    await rm(pidPath, { force: true });

    const opening = open(folder);
    const logged = () => readFile(join(folder, 'logs', 'postgres.log'), 'utf8');
    await vi.waitFor(async () => expect(await logged()).toContain('shared memory block'), {
      timeout: 120_000,
    });
    process.kill(pid, 'SIGCONT');
    expect(await query((await opening).url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await connection.close();
  });

  it('goes away with its owner when nobody starts again', async () => {
    const { child, answer } = await openInChild(folder);
    child.kill('SIGKILL');
    await once(child, 'close');
    await serverGone(folder);
    await expect(query(answer.url, 'select 1')).rejects.toThrow();
  });

  it('makes a new database when the first attempt was killed in the middle', async () => {
    const opener = startOpener(folder);
    await vi.waitFor(async () => expect((await readdir(folder)).join()).toContain('unfinished'), {
      timeout: 120_000,
      interval: 5,
    });
    opener.child.kill('SIGKILL');
    await once(opener.child, 'close');

    const database = await open(folder);
    expect(await query(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await database.stop();
    await (await open(folder)).stop();
    expect((await readdir(folder)).sort()).toEqual(['logs', 'postgres', 'runtime']);
  });

  it('starts although the pid file names a process that is no PostgreSQL', async () => {
    const database = await open(folder);
    await database.stop();
    await writeFile(
      join(folder, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${join(folder, 'postgres')}\n`,
    );
    const again = await open(folder);
    expect(again.ownsServer).toBe(true);
  });

  it('refuses a data folder of another PostgreSQL version and says so', async () => {
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '17\n');
    await expect(open(folder)).rejects.toThrow('was written by PostgreSQL 17');
    const [path = ''] = (await readFile(join(folder, 'runtime', 'socket-folder'), 'utf8')).split('\0');
    expect(path).toMatch(/^\/tmp\/weireel-/);
    await expect(lstat(path)).rejects.toThrow('ENOENT');
  });

  it('goes elsewhere when somebody else has put something where its socket was', async () => {
    const first = await open(folder);
    await first.stop();
    const path = socketFolderOf(first);
    await symlink(folder, path);
    const second = await open(folder);
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(socketFolderOf(second)).not.toBe(path);
    await second.stop();
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    await rm(path);
  });

  it('of a data folder and its copy starts both', async () => {
    await (await open(folder)).stop();
    const copy = join(folder, 'copy');
    await cp(join(folder, 'postgres'), join(copy, 'postgres'), { recursive: true });
    await cp(join(folder, 'runtime'), join(copy, 'runtime'), { recursive: true });
    const [original, other] = [await open(folder), await open(copy)];
    expect(other).toMatchObject({ ownsServer: true });
    expect(socketFolderOf(other)).not.toBe(socketFolderOf(original));
    await query(other.url, 'create table only_there (n int)');
    await expect(query(original.url, 'table only_there')).rejects.toThrow('does not exist');
  });

  it('keeps its log in the data folder', async () => {
    const database = await open(folder);
    await database.stop();
    expect(await readdir(join(folder, 'logs'))).toEqual(['postgres.log']);
  });

  it('runs as an ordinary user', async () => {
    const place = join(folder, 'of-nobody');
    await mkdir(place, { mode: 0o700 });
    const command = ordinaryUserCommand();
    if (command.length > 0) {
      await chown(place, nobody, nobody);
      await chown(folder, nobody, nobody);
    }
    const { child, answer } = await openInChild(place, { prefix: command });
    expect(answer.ownsServer).toBe(true);
    await closeOpener(child);
    expect(await readdir(place)).toContain('postgres');
  });
});

const nobody = 65534;

/** Folder of the socket at which a database is. */
function socketFolderOf({ url }: EmbeddedDatabase): string {
  return new URL(url).searchParams.get('host') ?? '';
}

async function open(dataFolder: string): Promise<EmbeddedDatabase> {
  const database = await openEmbedded({ dataFolder, ownership: 'when-free', log: () => {} });
  opened.push(database);
  return database;
}

/** How root becomes nobody; nothing when we are an ordinary user already, or nobody cannot read this checkout. */
function ordinaryUserCommand(): string[] {
  if (process.getuid?.() !== 0) return [];
  const command = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--'];
  const [first = '', ...rest] = [...command, process.execPath, '--version'];
  return spawnSync(first, rest).status === 0 ? command : [];
}

async function killAll(url: string): Promise<void> {
  const pids = await query(url, 'select pid from pg_stat_activity');
  const postmaster = await readPid(join(folder, 'postgres', 'postmaster.pid'));
  if (postmaster !== null) process.kill(postmaster, 'SIGKILL');
  for (const row of pids) {
    const { pid } = row as { pid: number }; // as: the column is an integer
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      expect(error).toMatchObject({ code: 'ESRCH' }); // the connection that asked has ended already
    }
  }
}

async function serverGone(dataFolder: string): Promise<void> {
  const pid = await readPid(join(dataFolder, 'postgres', 'postmaster.pid'));
  if (pid === null || pid === process.pid) return;
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 120_000 });
}
