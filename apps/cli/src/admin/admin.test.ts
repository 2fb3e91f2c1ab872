import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Connection } from '@weireel/db';
import { findSession, findUserByAccount, insertSession, insertUser } from '@weireel/db/people';
import { createTestDatabase } from '@weireel/db/testing';
import { openDataFolder } from '@weireel/installation';
import { findJob } from '@weireel/jobs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCli, type CliResult } from '../testing/run-cli.ts';

const database = await createTestDatabase();
let root: string;
let connection: Connection;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'weireel-test-'));
  await openDataFolder(join(root, 'data'));
  connection = connect(database.url, { maxConnections: 2, onError: () => {} });
  const dead = {
    state: 'dead',
    failures: 4,
    error: JSON.stringify({ code: 'media_damaged', message: 'torn' }),
  };
  await connection.db
    .insertInto('jobs')
    .values([
      {
        id: 'deadjob',
        ...dead,
        state: 'dead',
        kind: 'process_first',
        ...{ subject_type: 'asset', subject_id: 'a1', time_limit_ms: 60_000 },
        payload: '{}',
        priority: 1,
        max_failures: 4,
      },
      {
        id: 'goodjob',
        state: 'done',
        kind: 'delete_asset',
        ...{ subject_type: 'asset', subject_id: 'a2', time_limit_ms: 60_000 },
        payload: '{}',
        priority: 1,
        max_failures: 4,
      },
    ])
    .execute();
});
afterAll(async () => {
  await connection.close();
  await database.drop();
  await rm(root, { recursive: true });
});

function admin(args: string[], env: Record<string, string> = {}): Promise<CliResult> {
  const own = { WEIREEL_DATA: join(root, 'data'), DATABASE_URL: database.url, LANG: 'en_US.UTF-8' };
  return startCli(['admin', ...args], { ...own, ...env }).ended;
}

describe('admin', () => {
  it('lets in an account that waits, once', async () => {
    const waiting = { id: 'w1', account: 'newcomer', passwordHash: null, nickname: 'N', roles: [] };
    await insertUser(connection.db, { ...waiting, state: 'pending' });
    expect(await admin(['approve', 'Newcomer'])).toMatchObject({ code: 0 });
    expect(await findUserByAccount(connection.db, 'newcomer')).toMatchObject({ state: 'active' });
    const again = await admin(['approve', 'newcomer']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('No account newcomer waits for approval');
  });

  it('shows, gives and takes the roles of an account, but not those of the last administrator', async () => {
    const person = { passwordHash: null, nickname: 'N', state: 'active' as const };
    await insertUser(connection.db, { ...person, id: 'r1', account: 'chief', roles: ['admin'] });
    await insertUser(connection.db, { ...person, id: 'r2', account: null, roles: ['viewer'] });
    const changed = await admin(['roles', 'r2', '--give', 'editor, teacher', '--take', 'viewer']);
    expect(changed).toMatchObject({ code: 0, stdout: 'r2: teacher, editor\n' });
    const last = await admin(['roles', 'chief', '--give', 'creator', '--take', 'admin']);
    expect(last).toMatchObject({ code: 1, stderr: expect.stringContaining('[last_admin]') as string });
    // Either all or nothing.
    expect(await admin(['roles', 'Chief'])).toMatchObject({ code: 0, stdout: 'Chief: admin\n' });
    expect((await admin(['roles', 'chief', '--give', 'god'])).stderr).toContain('No role is called god');
  });

  it('takes off the second factor of who has lost it, with their sessions, once', async () => {
    const { db } = connection;
    const lost = { id: 'f1', account: 'forlorn', passwordHash: null, nickname: 'F', roles: [] };
    await insertUser(db, { ...lost, state: 'active' });
    await insertSession(db, 'a-hash', 'f1');
    await db.updateTable('users').set({ second_factor_at: new Date() }).where('id', '=', 'f1').execute();
    const remove = () => admin(['second-factor', 'Forlorn', '--remove']);
    expect(await remove()).toMatchObject({ code: 0 });
    expect(await findUserByAccount(db, 'forlorn')).toMatchObject({ second_factor_at: null });
    expect(await findSession(db, 'a-hash')).toBeNull();
    expect((await remove()).stderr).toContain('No account Forlorn has a second factor');
  });

  it('lists jobs, or only the dead ones with their reason', async () => {
    const all = await admin(['jobs']);
    expect(all).toMatchObject({ code: 0, stderr: '' });
    expect(all.stdout.trim().split('\n')).toHaveLength(2);
    const { stdout } = await admin(['jobs', '--dead']);
    expect(stdout).toContain('deadjob');
    expect(stdout).toContain('media_damaged: torn');
    expect(stdout).not.toContain('goodjob');
  });

  it('gives a dead job new tries, once', async () => {
    expect(await admin(['retry', 'deadjob'])).toMatchObject({ code: 0 });
    expect(await findJob(connection.db, 'deadjob')).toMatchObject({ state: 'waiting', failures: 0 });
    const again = await admin(['retry', 'deadjob']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('[not_retryable]');
    const unknown = await admin(['retry', 'nosuchjob']);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('[not_found]') as string });
  });

  it('says which videos cannot be processed again, and why', async () => {
    const unknown = await admin(['reprocess', 'abcdefgh12345678']);
    expect(unknown).toMatchObject({ code: 1, stdout: '0 will be processed again\n' });
    expect(unknown.stderr).toContain('abcdefgh12345678: There is nothing here');
    expect(await admin(['reprocess', '--all'])).toMatchObject({ code: 0 });
  });

  it('makes the search index again', async () => {
    const people = await connection.db.selectFrom('users').select('id').execute();
    const { code, stdout } = await admin(['reindex']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `0 videos, ${people.length} people and 0 collections indexed\n`,
    });
  });

  it('refuses a folder that is no data folder, in both languages', async () => {
    const WEIREEL_DATA = join(root, 'elsewhere');
    expect((await admin(['jobs'], { WEIREEL_DATA })).stderr).toContain('is no data folder');
    const chinese = await admin(['sweep'], { WEIREEL_DATA, LANG: 'zh_CN.UTF-8' });
    expect(chinese).toMatchObject({ code: 1, stderr: expect.stringContaining('不是数据目录') as string });
  });

  it('says how it is called', async () => {
    const wrong = [
      [],
      ['nonsense'],
      ['backup'],
      ['sweep', '--later'],
      ['reconcile', 'it'],
      ['second-factor', 'forlorn'],
      ['reprocess'],
      ['reprocess', '--all', 'x'],
    ];
    const ends = await Promise.all(wrong.map((args) => admin(args)));
    expect(ends.map(({ code }) => code)).toEqual(wrong.map(() => 2));
    const { stdout } = await admin(['--help']);
    const names = [
      ...['backup', 'restore', 'sweep', 'reconcile', 'jobs', 'retry', 'reprocess', 'reindex'],
      'roles',
    ];
    for (const name of names) {
      expect(stdout).toContain(`admin ${name}`);
    }
  });
});
