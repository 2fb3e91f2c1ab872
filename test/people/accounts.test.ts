import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@weireel/db/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, personPassword, register, signInAsAdmin } from '../api.ts';
import { eventually } from '../eventually.ts';
import { startFakeWechat, type FakeWechat } from '../fake-wechat.ts';
import { problemOf, send } from '../http.ts';
import { adminPassword, startServer, type RunningServer } from '../server.ts';
import { testDatabase, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

/** Runs tests against a server with these settings, without a worker. */
async function withServer(
  env: Record<string, string>,
  use: (server: RunningServer, database: TestDatabase) => Promise<void>,
): Promise<void> {
  const database = await createTestDatabase();
  try {
    const server = await startServer({ env: { DATABASE_URL: database.url, WEIREEL_WORKERS: '0', ...env } });
    try {
      await use(server, database);
    } finally {
      await server.stop();
    }
  } finally {
    await database.drop();
  }
}

const newcomer = () => ({ account: randomUUID(), password: personPassword, nickname: '新人' });

describe('the first administrator', () => {
  const linkOf = (server: RunningServer) =>
    new URL(/^first start: .*(http:\S+)$/m.exec(server.output())?.[1] ?? 'http://no-link');

  test('is made once, by whoever has the link of the latest start', async () => {
    await withServer({ WEIREEL_ADMIN_PASSWORD: '' }, async (first, { url }) => {
      const settings = { DATABASE_URL: url, WEIREEL_WORKERS: '0', WEIREEL_ADMIN_PASSWORD: '' };
      const server = await startServer({ env: settings });
      try {
        const link = linkOf(server);
        expect(link.origin).toBe(server.url);
        const api = apiOf(server.url);
        expect(await api.call('setupState')).toMatchObject({ done: false, registration: 'open' });
        const setUp = (token: string) => api.call('setup', { body: { ...newcomer(), token } });
        const outdated = linkOf(first).searchParams.get('token') ?? '';
        for (const token of ['wrong', outdated]) {
          await expect(setUp(token)).rejects.toMatchObject({ status: 403, code: 'setup_token_invalid' });
        }
        const token = link.searchParams.get('token') ?? '';
        const tries = await Promise.allSettled([setUp(token), setUp(token), setUp(token)]);
        const made = tries.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
        expect(made.map(({ user }) => user.roles)).toEqual([['admin']]);
        for (const result of tries) {
          if (result.status === 'rejected')
            expect(result.reason).toMatchObject({ status: 409, code: 'setup_done' });
        }
        expect(await api.call('setupState')).toMatchObject({ done: true });
        await apiOf(server.url, made[0]?.token ?? '').call('adminJobs');
      } finally {
        await server.stop();
      }
      const later = await startServer({ env: settings });
      expect(later.output()).not.toContain('first start');
      await later.stop();
    });
  });

  test('comes from the environment where it gives a password', async () => {
    await withServer({}, async (server) => {
      expect(server.output()).not.toContain('first start');
      const admin = await signInAsAdmin(server.url);
      expect(await admin.api.call('me')).toMatchObject({ account: 'admin', roles: ['admin'] });
    });
  });
});

describe('who may register', () => {
  test('approve: people wait for an administrator', async () => {
    await withServer({ WEIREEL_REGISTRATION: 'approve' }, async ({ url }) => {
      const body = newcomer();
      const pending = { status: 403, code: 'account_pending' };
      await expect(apiOf(url).call('register', { body })).rejects.toMatchObject(pending);
      const { account, password } = body;
      await expect(apiOf(url).call('login', { body: { account, password } })).rejects.toMatchObject(pending);
      expect(await apiOf(url).call('setupState')).toMatchObject({ registration: 'approve' });
    });
  });

  test('closed: nobody, not by WeChat either', async () => {
    const wechat = await startFakeWechat();
    const env = { ...wechatSettings(wechat), WEIREEL_REGISTRATION: 'closed' };
    await withServer(env, async ({ url }) => {
      const closed = { status: 403, code: 'registration_closed' };
      await expect(apiOf(url).call('register', { body: newcomer() })).rejects.toMatchObject(closed);
      const body = { code: wechat.issue({ openid: 'o-somebody' }) };
      await expect(apiOf(url).call('wechatLogin', { body })).rejects.toMatchObject(closed);
      await signInAsAdmin(url);
    });
    await wechat.close();
  });
});

function wechatSettings({ url, appId, secret }: FakeWechat): Record<string, string> {
  return { WEIREEL_WECHAT_API: url, WEIREEL_WECHAT_APPID: appId, WEIREEL_WECHAT_SECRET: secret };
}

describe('limits of tries', () => {
  test('signing in is slowed down for each address, and the answer says how long to wait', async () => {
    await withServer({ WEIREEL_RATE_SIGN_IN_PER_MINUTE: '4' }, async ({ url }) => {
      const body = { account: 'admin', password: 'a guess' };
      const attempt = (n: number) =>
        send(url, '/api/v1/auth/login', {
          ...{ method: 'POST', body },
          // Nobody said that a proxy is to be trusted.
          headers: { 'x-forwarded-for': `10.0.0.${n}`, forwarded: `for=10.0.0.${n}` },
        });
      for (let n = 1; n <= 4; n += 1) {
        expect(problemOf(await attempt(n))).toMatchObject({ code: 'wrong_credentials' });
      }
      const refused = await attempt(5);
      expect(problemOf(refused)).toMatchObject({ status: 429, code: 'rate_limited' });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      const right = send(url, '/api/v1/auth/login', {
        ...{ method: 'POST', body: { account: 'admin', password: adminPassword } },
      });
      expect((await right).status).toBe(429);
      // Everything else goes on.
      expect((await send(url, '/api/v1/feed')).status).toBe(200);
    });
  });

  test('all calls together are limited, health and media are not', async () => {
    await withServer({ WEIREEL_RATE_API_PER_MINUTE: '5' }, async ({ url }) => {
      for (let n = 1; n <= 5; n += 1) expect((await send(url, '/api/v1/feed')).status).toBe(200);
      const refused = await send(url, '/api/v1/feed');
      expect(problemOf(refused)).toMatchObject({ status: 429, code: 'rate_limited' });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((await send(url, '/healthz')).status).toBe(200);
      expect((await send(url, `/media/${'A'.repeat(32)}/x`)).status).toBe(404);
    });
  });
});

describe('a server on https', () => {
  test('marks its cookie as such, and takes its public address for its own', async () => {
    await withServer({ WEIREEL_PUBLIC_URL: 'https://video.example/' }, async ({ url }) => {
      const body = { account: 'admin', password: adminPassword };
      const answer = await send(url, '/api/v1/auth/login', { method: 'POST', body });
      expect(answer.headers['set-cookie']?.[0]).toContain('; Secure');
      const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      const out = await send(url, '/api/v1/auth/logout', {
        ...{ method: 'POST', headers: { cookie, origin: 'https://video.example' } },
      });
      expect(out.status).toBe(204);
    });
  });
});

describe('signing in and out', () => {
  const undo = undoAfterAll();
  let wechat: FakeWechat;
  let server: RunningServer;

  beforeAll(async () => {
    wechat = await startFakeWechat();
    undo(() => wechat.close());
    const database = await testDatabase(undo);
    server = await testServer(undo, {
      env: {
        ...{ DATABASE_URL: database.url, WEIREEL_WORKERS: '0', WEIREEL_LOG_LEVEL: 'trace' },
        ...wechatSettings(wechat),
      },
    });
  });

  const login = (account: string, password: string) =>
    send(server.url, '/api/v1/auth/login', { method: 'POST', body: { account, password } });
  const byWechat = (code: string) => apiOf(server.url).call('wechatLogin', { body: { code } });

  test('a wrong password and an unknown account are not told apart', async () => {
    const { account } = await register(server.url);
    const answers = [await login(account, 'wrong password'), await login('nobody-at-all', personPassword)];
    const [one, other] = answers.map((answer) => ({ ...problemOf(answer), requestId: '' }));
    expect(one).toEqual(other);
    expect(one).toMatchObject({ status: 401, code: 'wrong_credentials' });
  });

  test('account names are the same in upper and lower case', async () => {
    const { account } = await register(server.url);
    expect((await login(account.toUpperCase(), personPassword)).status).toBe(200);
  });

  test('after signing out the token is dead at once, other ones live', async () => {
    const person = await register(server.url);
    const { token } = await apiOf(server.url).call('login', {
      body: { account: person.account, password: personPassword },
    });
    await person.api.call('logout');
    await expect(person.api.call('me')).rejects.toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(await apiOf(server.url, token).call('me')).toMatchObject({ id: person.id });
  });

  test('registering again with the same key signs in, with another password it does not', async () => {
    const body = newcomer();
    const again = (password: string) =>
      apiOf(server.url).call('register', { body: { ...body, password }, idempotencyKey: 'same' });
    const [first, second] = [await again(personPassword), await again(personPassword)];
    expect(second.user.id).toBe(first.user.id);
    await expect(again('another password')).rejects.toMatchObject({ code: 'account_taken' });
  });

  test('the cookie is out of reach for scripts and other sites', async () => {
    const { account } = await register(server.url);
    const [cookie = ''] = (await login(account, personPassword)).headers['set-cookie'] ?? [];
    expect(cookie.split('; ').slice(1)).toEqual(
      expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Lax']),
    );
    expect(cookie).not.toContain('Secure');
    const pair = cookie.split(';')[0] ?? '';
    const ask = (method: string, path: string, origin?: string) =>
      send(server.url, `/api/v1${path}`, {
        method,
        headers: { cookie: pair, ...(origin !== undefined && { origin }) },
        ...(path === '/uploads' && { body: { fileName: 'a.mp4', sizeBytes: 1 } }),
      });
    for (const origin of ['https://evil.example', 'null', server.url.replace('http:', 'https:')]) {
      const refusal = problemOf(await ask('POST', '/uploads', origin));
      expect(refusal).toMatchObject({ status: 403, code: 'origin_not_allowed' });
    }
    expect((await ask('POST', '/uploads', server.url)).status).toBe(201);
    const read = await ask('GET', '/me', 'https://evil.example');
    expect(read.headers['access-control-allow-origin']).toBeUndefined();
    const out = await ask('POST', '/auth/logout', server.url);
    expect(out.status).toBe(204);
    expect(out.headers['set-cookie']?.[0]).toMatch(/^weireel_session=;.*Expires=Thu, 01 Jan 1970/);
    expect(problemOf(await ask('GET', '/me'))).toMatchObject({ code: 'unauthenticated' });
  });

  test('by WeChat: the first time registers, the next time knows the person', async () => {
    const person = { openid: 'o-first-person', unionid: 'u-first' };
    const first = await byWechat(wechat.issue(person));
    const second = await byWechat(wechat.issue(person));
    expect([first.isNew, second.isNew]).toEqual([true, false]);
    expect(second.user.id).toBe(first.user.id);
    expect(first.user.nickname).not.toContain(person.openid);
    expect(await apiOf(server.url, second.token).call('me')).toMatchObject({
      id: first.user.id,
      account: null,
    });
    expect(new Set(wechat.asked)).toEqual(
      new Set(['GET /sns/jscode2session appid grant_type js_code secret']),
    );
  });

  test('by WeChat: two first times at once make one person', async () => {
    const person = { openid: 'o-hasty' };
    const answers = await Promise.all([1, 2, 3].map(() => byWechat(wechat.issue(person))));
    expect(new Set(answers.map(({ user }) => user.id)).size).toBe(1);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test('by WeChat: nobody else’s account is theirs, for all that they are called alike or WeChat has one number for both', async () => {
    const own = await register(server.url, '微信用户-alike');
    const first = await byWechat(wechat.issue({ openid: 'o-one-alike', unionid: 'u-shared' }));
    const other = await byWechat(wechat.issue({ openid: 'o-two-alike', unionid: 'u-shared' }));
    expect(new Set([own.id, first.user.id, other.user.id]).size).toBe(3);
    await apiOf(server.url, first.token).call('putProfile', {
      body: { nickname: '微信用户-alike', bio: '' },
    });
    const again = await byWechat(wechat.issue({ openid: 'o-one-alike', unionid: 'u-shared' }));
    expect(again).toMatchObject({ isNew: false, user: { id: first.user.id } });
    expect(await own.api.call('me')).toMatchObject({ id: own.id, account: own.account });
  });

  test('by WeChat: a code is good once', async () => {
    const code = wechat.issue({ openid: 'o-once' });
    await byWechat(code);
    const invalid = { status: 401, code: 'wechat_code_invalid' };
    await expect(byWechat(code)).rejects.toMatchObject(invalid);
    await expect(byWechat('made up')).rejects.toMatchObject(invalid);
    await expect(byWechat('x&secret=y#z')).rejects.toMatchObject(invalid);
  });

  test.each([
    [40029, 401, 'wechat_code_invalid'],
    [40163, 401, 'wechat_code_invalid'],
    [40226, 403, 'forbidden'],
    [45011, 503, 'wechat_busy'],
    [-1, 503, 'wechat_busy'],
    [40125, 503, 'wechat_busy'],
  ])('by WeChat: its error %i becomes %i %s', async (errcode, status, code) => {
    wechat.failNext({ errcode });
    await expect(byWechat(wechat.issue({ openid: 'o-unlucky' }))).rejects.toMatchObject({ status, code });
  });

  test.each(['bad gateway', 'no json', 'silence'] as const)(
    'by WeChat: %s is told as busy',
    async (failure) => {
      wechat.failNext(failure);
      const trying = byWechat(wechat.issue({ openid: 'o-patient' }));
      await expect(trying).rejects.toMatchObject({ status: 503, code: 'wechat_busy' });
    },
  );

  test('nothing secret gets into the log', async () => {
    const person = await register(server.url);
    const [cookie = ''] = (await login(person.account, personPassword)).headers['set-cookie'] ?? [];
    const code = wechat.issue({ openid: 'o-logged' });
    await byWechat(code);
    const signed = '/media/A/x?exp=1&sig=a-signature&token=a-token&code=a-code';
    await send(server.url, signed, { token: person.token, headers: { cookie: cookie.split(';')[0] ?? '' } });
    await send(server.url, '/setup?token=a-token');
    await send(server.url, '/api/v1/auth/login', {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: `{"account": "x", "password": "${personPassword}`,
    });
    await send(server.url, '/the-last-line');
    await eventually(() => server.log().includes('/the-last-line'));
    const log = server.log();
    expect(log).toContain('/api/v1/auth/wechat');
    const secrets = [
      ...[person.token, cookie.split(/[=;]/)[1] ?? '?', personPassword, adminPassword, code],
      ...[wechat.secret, wechat.sessionKey, 'a-signature', 'a-token', 'a-code'],
    ];
    for (const secret of secrets) expect(log.includes(secret), secret).toBe(false);
  });
});
