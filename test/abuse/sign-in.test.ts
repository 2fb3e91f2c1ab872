import { randomUUID } from 'node:crypto';
import { connect } from '@weireel/db';
import { insertUser } from '@weireel/db/people';
import { createTestDatabase, type TestDatabase } from '@weireel/db/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, personPassword } from '../api.ts';
import { eventually } from '../eventually.ts';
import { startFakeWechat, type FakeWechat } from '../fake-wechat.ts';
import { problemOf, send, type RawAnswer } from '../http.ts';
import { adminPassword, startServer, type RunningServer } from '../server.ts';
import { testDatabase, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let database: TestDatabase;
let wechat: FakeWechat;
/** With the limits that everybody has, behind one proxy. */
let server: RunningServer;

beforeAll(async () => {
  database = await createTestDatabase();
  undo(() => database.drop());
  wechat = await startFakeWechat();
  undo(() => wechat.close());
  server = await testServer(undo, {
    env: {
      ...{ DATABASE_URL: database.url, WEIREEL_WORKERS: '0', WEIREEL_ADMIN_PASSWORD: '' },
      ...{ WEIREEL_RATE_SIGN_IN_PER_MINUTE: '', WEIREEL_TRUST_PROXY: '1' },
      ...{ WEIREEL_WECHAT_API: wechat.url, WEIREEL_WECHAT_APPID: wechat.appId },
      WEIREEL_WECHAT_SECRET: wechat.secret,
    },
  });
});

interface Caller {
  /** Address as the proxy tells it. */
  from: string;
  /** Session of the caller's. Absent: none. */
  token?: string | undefined;
  /** Idempotency key. Absent: none. */
  key?: string;
}

const post = (path: string, body: object, { from, token, key }: Caller): Promise<RawAnswer> =>
  send(server.url, `/api/v1${path}`, {
    ...{ method: 'POST', body },
    headers: { 'x-forwarded-for': from, ...(key !== undefined && { 'idempotency-key': key }) },
    ...(token !== undefined && { token }),
  });
const login = (account: string, password: string, caller: Caller) =>
  post('/auth/login', { account, password }, caller);
const register = (account: string, caller: Caller, nickname = 'Somebody') =>
  post('/auth/register', { account, password: personPassword, nickname }, caller);

/** How often each status came. */
function tally(answers: RawAnswer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

let people = 0;
/** Somebody new at an address of their own. */
async function newcomer(): Promise<{ account: string; from: string; token: string }> {
  people += 1;
  const [account, from] = [randomUUID(), `203.0.113.${people}`];
  const { token } = JSON.parse((await register(account, { from })).text) as { token: string }; // a session
  return { account, from, token };
}

describe('before there is an administrator', () => {
  test('nobody registers, by no way', async () => {
    const needed = { status: 403, code: 'setup_needed' };
    for (const account of ['admin', 'somebody']) {
      expect(problemOf(await register(account, { from: '192.0.2.1' }))).toMatchObject(needed);
    }
    const byWechat = await post(
      '/auth/wechat',
      { code: wechat.issue({ openid: 'o-early' }) },
      { from: '192.0.2.1' },
    );
    expect(problemOf(byWechat)).toMatchObject(needed);
    const token = /setup\?token=(\S+)/.exec(server.output())?.[1] ?? '';
    const body = { token, account: 'admin', password: adminPassword, nickname: '站长' };
    expect((await post('/setup', body, { from: '192.0.2.1' })).status).toBe(201);
    expect((await register('somebody', { from: '192.0.2.1' })).status).toBe(201);
  });
});

describe('names of those who run the server', () => {
  test.each([
    ...['Admin', '\u0430dmin', 'ad\u200bmin', '\uff41dmin', 'a\u0301dmin', 'root', '官方', '微\u200b影'],
  ])('%s is nobody else’s', async (name) => {
    const from = `192.0.2.${100 + people}`;
    for (const [path, account, nickname] of [
      ['account', name, 'Somebody'],
      ['nickname', randomUUID(), name],
    ] as const) {
      const problem = problemOf(await register(account, { from }, nickname));
      expect(problem).toMatchObject({ status: 400, errors: [{ path, code: 'reserved' }] });
    }
    people += 1;
  });

  test('and names that show nothing are refused', async () => {
    for (const [path, account, nickname] of [
      ['account', '\u200b\u2060', 'Somebody'],
      ['nickname', randomUUID(), '\u200b\u3164'],
    ] as const) {
      const problem = problemOf(await register(account, { from: '192.0.2.2' }, nickname));
      expect(problem).toMatchObject({ errors: [{ path, code: 'bad_format' }] });
    }
  });

  test('an account has no double that looks the same', async () => {
    expect((await register('xiaowang', { from: '192.0.2.3' })).status).toBe(201);
    for (const double of ['xi\u0430owang', 'xiao\u200bwang', 'XIAOW\uff21NG']) {
      expect(problemOf(await register(double, { from: '192.0.2.3' }))).toMatchObject({
        code: 'account_taken',
      });
    }
  });
});

describe('a flood', () => {
  test('of registrations from one address ends at the limit, whatever tokens it carries', async () => {
    const tokens = [(await newcomer()).token, (await newcomer()).token, undefined];
    const from = '198.51.100.1';
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => register(randomUUID(), { from, token: tokens[n % 3] })),
    );
    expect(tally(answers)).toEqual({ 201: 30, 429: 30 });
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('from one household’s IPv6, or with invented addresses before the proxy’s, is one caller’s', async () => {
    const from = (n: number) =>
      n % 2 === 0 ? `192.0.2.${n}, 2001:db8:7:7::${n.toString(16)}` : '2001:db8:7:7:ffff:1:2:3';
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => login(randomUUID(), 'a guess', { from: from(n) })),
    );
    expect(tally(answers)).toEqual({ 401: 30, 429: 10 });
    expect((await login(randomUUID(), 'a guess', { from: '2001:db8:7:8::1' })).status).toBe(401);
  });

  test('of guesses at one account gets five tries, and the owner comes in meanwhile', async () => {
    const owner = await newcomer();
    const tokens = [(await newcomer()).token, (await newcomer()).token, undefined];
    const from = '198.51.100.2';
    const guesses = await Promise.all(
      Array.from({ length: 25 }, (_, n) =>
        login(owner.account, `guess ${n} of many`, { from, token: tokens[n % 3] }),
      ),
    );
    expect(tally(guesses)).toEqual({ 401: 5, 429: 20 });
    // Registering anew is no other way to ask.
    const again = await register(owner.account, { from, key: randomUUID() });
    expect(problemOf(again)).toMatchObject({ code: 'rate_limited' });
    expect(Number(again.headers['retry-after'])).toBeGreaterThan(0);
    expect((await login(owner.account, personPassword, { from: owner.from })).status).toBe(200);
    await eventually(() => server.log().includes('wrong password') && server.log().includes(from));
    expect(server.log()).not.toContain('of many');
  });

  test('of guesses by registering is one of guesses', async () => {
    const owner = await newcomer();
    const body = { account: owner.account, nickname: 'Somebody' };
    const caller = { from: '198.51.100.3', key: 'the same' };
    const guesses = [];
    for (let n = 0; n < 6; n += 1) {
      guesses.push(await post('/auth/register', { ...body, password: `a guess ${n}` }, caller));
    }
    expect(tally(guesses)).toEqual({ 409: 5, 429: 1 });
    expect((await login(owner.account, personPassword, caller)).status).toBe(429);
  });

  test('of guesses from many addresses does not lock the owner out', async () => {
    const owner = await newcomer();
    const known = { from: owner.from };
    expect((await login(owner.account, personPassword, known)).status).toBe(200);
    const guesses = [];
    for (let n = 0; n < 24; n += 1) {
      guesses.push(await login(owner.account, 'a guess', { from: `198.18.0.${n}` }));
    }
    expect(tally(guesses)).toEqual({ 401: 20, 429: 4 });
    expect((await login(owner.account, personPassword, known)).status).toBe(200);
    // Elsewhere they have to show that they are signed in, or to wait.
    const elsewhere = { from: '198.18.1.1' };
    expect((await login(owner.account, personPassword, elsewhere)).status).toBe(429);
    const withToken = { ...elsewhere, token: owner.token };
    expect((await login(owner.account, personPassword, withToken)).status).toBe(200);
  });

  test('of passwords to be checked waits for itself, and nothing else waits for it', async () => {
    let pending = 200;
    const flood = Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const answer = await login(randomUUID(), 'a guess', { from: `198.19.${n}.1` });
        pending -= 1;
        return answer;
      }),
    );
    expect((await send(server.url, '/api/v1/feed')).status).toBe(200);
    expect(pending).toBeGreaterThan(0);
    const answers = await flood;
    const overflow = answers.filter(({ status }) => status === 503);
    expect(overflow.length).toBeGreaterThan(0);
    expect(problemOf(overflow[0] as RawAnswer)).toMatchObject({ code: 'unavailable' }); // counted above
    expect(Number(overflow[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 401).length).toBe(200 - overflow.length);
  });
});

describe('a data folder in which an ordinary person is called admin', () => {
  test('gets an administrator of another name, and a warning where any proxy is believed', async () => {
    const old = await testDatabase(undo);
    const connection = connect(old.url, { maxConnections: 1, onError: () => {} });
    const person = { id: 'a'.repeat(16), account: 'admin', passwordHash: null, nickname: 'first' };
    await insertUser(connection.db, { ...person, roles: [], state: 'active' });
    await connection.close();
    const env = { DATABASE_URL: old.url, WEIREEL_WORKERS: '0', WEIREEL_TRUST_PROXY: 'true' };
    const started = await startServer({ env });
    undo(() => started.stop());
    expect(started.output()).toMatch(/^first start: the administrator is "administrator", because "admin"/m);
    const body = { account: 'administrator', password: adminPassword };
    const { user } = await apiOf(started.url).call('login', { body });
    expect(user.roles).toEqual(['admin']);
    await eventually(() => started.log().includes('WEIREEL_TRUST_PROXY=true believes'));
  });
});
