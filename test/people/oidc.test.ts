import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { apiOf, personPassword, register } from '../api.ts';
import { codeNow } from '../authenticator.ts';
import { settle } from '../community/settle.ts';
import { startFakeOidc, type FakeOidc, type OidcSubject, type TokenFault } from '../fake-oidc.ts';
import { send, type RawAnswer } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const publicUrl = 'https://video.example';
const begin = '/api/v1/auth/oidc';
let provider: FakeOidc;
let server: InProcessServer;

const settingsOf = ({ issuer, clientId, clientSecret }: FakeOidc) => ({
  ...{ WEIREEL_PUBLIC_URL: publicUrl, WEIREEL_RATE_SIGN_IN_PER_MINUTE: '10000' },
  ...{ WEIREEL_OIDC_ISSUER: issuer, WEIREEL_OIDC_CLIENT_ID: clientId },
  ...{ WEIREEL_OIDC_CLIENT_SECRET: clientSecret, WEIREEL_OIDC_LABEL: '校园账号' },
});

beforeAll(async () => {
  provider = await startFakeOidc(`${publicUrl}${begin}/callback`);
  undo(() => provider.close());
  server = await startInProcess(createMemoryStore(), settingsOf(provider));
  undo(() => server.stop());
});

/** A browser, as far as signing in needs one: it keeps cookies, and goes where it is told. */
function browse(at: InProcessServer = server) {
  const cookies = new Map<string, string>();
  const visit = async (
    path: string,
    request: { method?: string; body?: object } = {},
  ): Promise<RawAnswer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await send(at.url, path, { ...request, headers: { cookie } });
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return reply;
  };
  return {
    cookies,
    visit,
    /** Goes to the provider. */
    leave: async (path = begin): Promise<string> => goalOf(await visit(path)),
    /** Comes back from there; gives where it is sent on to. */
    comeBack: async (back: URL): Promise<string> => goalOf(await visit(back.pathname + back.search)),
    me: async (): Promise<{ id: string; nickname: string } | null> => {
      const reply = await visit('/api/v1/me');
      return reply.status === 200 ? (JSON.parse(reply.text) as { id: string; nickname: string }) : null; // as the contract says
    },
  };
}

const goalOf = (reply: RawAnswer): string => {
  expect(reply.status, reply.text).toBe(303);
  expect(reply.headers['cache-control']).toBe('no-store');
  return reply.headers.location ?? '';
};

/** Signs in there from the beginning; gives the browser, and where it ended. */
async function signIn(subject: OidcSubject, at = server, browser = browse(at)) {
  const goal = await browser.comeBack(provider.authorize(await browser.leave(), subject));
  return { browser, goal };
}

let count = 0;
const newSubject = (more: Partial<OidcSubject> = {}): OidcSubject => {
  count += 1;
  return { sub: `subject-${count}`, name: `Person ${count}`, ...more };
};
const failed = '/login?to=%2F&trouble=sign_in_failed';

describe('coming in by an identity provider', () => {
  test('makes a person the first time and knows them the next, by issuer and subject', async () => {
    expect(await apiOf(server.url).call('setupState')).toMatchObject({ oidcLabel: '校园账号' });
    const subject = newSubject();
    const first = await signIn(subject);
    expect(first.goal).toBe('/');
    const me = await first.browser.me();
    expect(me).toMatchObject({ nickname: subject.name, account: null, roles: ['viewer', 'creator'] });
    const second = await signIn({ ...subject, name: 'Another name' });
    expect(await second.browser.me()).toMatchObject({ id: me?.id, nickname: subject.name });
    expect([...second.browser.cookies.keys()]).toEqual(['weireel_session']);
    expect(provider.asked.filter((path) => path.includes('.well-known'))).toHaveLength(1);
  });

  test('goes on where it began, and on no other site', async () => {
    for (const [to, goal] of [
      ['/studio', '/studio'],
      ['/tags/海边?a=1', '/tags/%E6%B5%B7%E8%BE%B9?a=1'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
      ['/.//evil.example', '/'],
      ['https://evil.example/', '/'],
      ['javascript:alert(1)', '/'],
      ['/\t/evil.example', '/'],
    ] as const) {
      const browser = browse();
      const there = await browser.leave(`${begin}?to=${encodeURIComponent(to)}`);
      expect(await browser.comeBack(provider.authorize(there, newSubject())), to).toBe(goal);
    }
  });

  test('sends people back to the public address, whatever name a request was for', async () => {
    const reply = await send(server.url, begin, { headers: { host: '127.0.0.1:1' } });
    const there = new URL(goalOf(reply));
    expect(there.searchParams.get('redirect_uri')).toBe(provider.redirectUri);
    expect(there.searchParams.get('scope')).toBe('openid profile');
    expect(reply.headers['set-cookie']?.[0]).toMatch(
      /^weireel_oidc=.*Path=\/api\/v1\/auth\/oidc; HttpOnly; Secure; SameSite=Lax/,
    );
  });

  test('makes one person of two first times at once', async () => {
    const subject = newSubject();
    const ends = await Promise.all([signIn(subject), signIn(subject), signIn(subject)]);
    const ids = await Promise.all(ends.map(async ({ browser }) => (await browser.me())?.id));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toBeDefined();
  });

  test.each(['官方', '\u0430dmin', '\u200b\u3164', '', undefined])(
    'calls nobody %j who is called so there',
    async (name) => {
      const { browser } = await signIn({ sub: `odd-${String(name)}`, ...(name !== undefined && { name }) });
      expect((await browser.me())?.nickname).toMatch(/^用户[0-9a-f]{4}$/);
    },
  );
});

describe('an answer that is none to this sign-in', () => {
  const now = () => Math.floor(Date.now() / 1000);
  test.each<[string, () => TokenFault]>([
    ['of another issuer', () => ({ claims: { iss: 'https://id.example' } })],
    ['for somebody else', () => ({ claims: { aud: 'another-client' } })],
    [
      'for us among others, asked for by another',
      () => ({ claims: { aud: [provider.clientId, 'b'], azp: 'b' } }),
    ],
    ['with another nonce', () => ({ claims: { nonce: 'another' } })],
    ['without a nonce', () => ({ claims: { nonce: null } })],
    ['that is over', () => ({ claims: { iat: now() - 7200, exp: now() - 3600 } })],
    ['without an end', () => ({ claims: { exp: null } })],
    ['without a subject', () => ({ claims: { sub: null } })],
    ['without a signature', () => ({ alg: 'none' })],
    ['signed by what everybody knows', () => ({ alg: 'HS256' })],
    ['signed by another key', () => ({ isForged: true })],
  ])('lets nobody in: a token %s', async (_what, fault) => {
    provider.spoilNext(fault());
    const { browser, goal } = await signIn(newSubject());
    expect([goal, await browser.me()]).toEqual([failed, null]);
  });

  test('lets nobody in: another state, another browser, a used answer, none, a refusal, another issuer', async () => {
    const subject = newSubject();
    const [mine, other] = [browse(), browse()];
    const back = provider.authorize(await mine.leave(), subject);
    // What an attacker gives a victim to open: begun by the attacker, so that the victim would be signed in as them.
    expect(await browse().comeBack(back)).toBe('/login?trouble=sign_in_failed');
    await other.leave();
    expect(await other.comeBack(back)).toBe(failed);
    // The right browser, after all that; and the same answer once more, with what the browser had then.
    const token = mine.cookies.get('weireel_oidc') ?? '';
    expect(await mine.comeBack(back)).toBe('/');
    mine.cookies.clear();
    mine.cookies.set('weireel_oidc', token);
    expect(await mine.comeBack(back)).toBe('/login?trouble=sign_in_failed');

    for (const change of [
      (url: URL) => url.searchParams.set('state', 'another'),
      (url: URL) => url.searchParams.delete('state'),
      (url: URL) => url.searchParams.append('state', 'twice'),
      (url: URL) => url.searchParams.set('iss', 'https://id.example'),
      (url: URL) => url.searchParams.delete('iss'),
      (url: URL) => url.searchParams.delete('code'),
      (url: URL) => url.searchParams.set('code', 'made-up'),
      (url: URL) => url.searchParams.set('error', 'access_denied'),
    ]) {
      const browser = browse();
      const spoilt = provider.authorize(await browser.leave(), subject);
      change(spoilt);
      expect(await browser.comeBack(spoilt), spoilt.search).toBe(failed);
      expect(await browser.me()).toBeNull();
    }
  });

  test('a code of another sign-in of the same person does not fit (PKCE), and one that is over neither', async () => {
    const subject = newSubject();
    const [one, two] = [browse(), browse()];
    const [first, second] = [
      provider.authorize(await one.leave(), subject),
      provider.authorize(await two.leave(), subject),
    ];
    first.searchParams.set('code', second.searchParams.get('code') ?? '');
    expect(await one.comeBack(first)).toBe(failed);
    const late = browse();
    const back = provider.authorize(await late.leave(), subject);
    await sql`update oidc_flows set expires_at = now()`.execute(server.db);
    expect(await late.comeBack(back)).toBe('/login?trouble=sign_in_failed');
  });

  test.each(['bad gateway', 'no json'] as const)('%s is told as what passes', async (failure) => {
    const browser = browse();
    const back = provider.authorize(await browser.leave(), newSubject());
    provider.failNext(failure);
    expect(await browser.comeBack(back)).toBe('/login?to=%2F&trouble=unavailable');
  });
});

test('another key of the provider is found, and keys are asked for once a minute at most', async () => {
  const askedForKeys = () => provider.asked.filter((path) => path === 'GET /keys').length;
  // What was known of keys is too old then, and no time goes by in between.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 });
  try {
    expect((await signIn(newSubject())).goal).toBe('/');
    const before = askedForKeys();
    provider.rotateKey('ES256');
    for (let n = 0; n < 3; n += 1) expect((await signIn(newSubject())).goal).toBe(failed);
    expect(askedForKeys()).toBe(before);
    vi.setSystemTime(Date.now() + 61_000);
    expect((await signIn(newSubject())).goal).toBe('/');
    expect(askedForKeys()).toBe(before + 1);
  } finally {
    vi.useRealTimers();
  }
});

describe('who somebody is', () => {
  test('is said by nothing but issuer and subject: no address, no name, no account', async () => {
    const person = await register(server.url, 'Old Hand');
    const email = `${person.account}@video.example`;
    for (const sub of [person.account, person.id, email]) {
      const { browser } = await signIn({ sub, name: 'Old Hand', email });
      const me = await browser.me();
      expect(me?.id).toBeDefined();
      expect(me?.id).not.toBe(person.id);
    }
  });

  test('is linked by who is signed in and knows the password, once, and to one person', async () => {
    const person = await register(server.url);
    const browser = browse();
    const login = { account: person.account, password: personPassword };
    await browser.visit('/api/v1/auth/login', { method: 'POST', body: login });
    const link = (body: object) => browser.visit('/api/v1/me/identity', { method: 'POST', body });
    expect((await link({})).text).toContain('wrong_password');
    expect((await link({ password: 'wrong' })).text).toContain('wrong_password');
    const goThere = async (): Promise<string> =>
      (JSON.parse((await link({ password: personPassword })).text) as { url: string }).url; // as the contract says
    const subject = newSubject();
    expect(await browser.comeBack(provider.authorize(await goThere(), subject))).toBe('/settings/sign-in');
    expect(await person.api.call('identity')).toMatchObject({
      label: '校园账号',
      since: expect.any(String) as string,
    });
    expect(await (await signIn(subject)).browser.me()).toMatchObject({ id: person.id });
    // Another one besides, or one of somebody else's.
    const taken = '/settings/sign-in?trouble=identity_taken';
    expect(await browser.comeBack(provider.authorize(await goThere(), newSubject()))).toBe(taken);
    const [theirs, stranger] = [newSubject(), await register(server.url)];
    await signIn(theirs);
    await person.api.call('unlinkIdentity');
    expect(await browser.comeBack(provider.authorize(await goThere(), theirs))).toBe(taken);
    // Begun by one and ended by another: whoever is signed in meanwhile gets nothing.
    const there = await goThere();
    browser.cookies.set('weireel_session', stranger.token);
    const swapped = await browser.comeBack(provider.authorize(there, newSubject()));
    expect(swapped).toBe('/settings/sign-in?trouble=sign_in_failed');
    for (const { api } of [person, stranger])
      expect(await api.call('identity')).toMatchObject({ since: null });
    await expect(person.api.call('unlinkIdentity')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('stays with who has no other way in, and goes with the account', async () => {
    const subject = newSubject();
    const { browser } = await signIn(subject);
    const api = apiOf(server.url, browser.cookies.get('weireel_session'));
    await expect(api.call('unlinkIdentity')).rejects.toMatchObject({ status: 409, code: 'no_password' });
    const before = await browser.me();
    await api.call('deleteAccount', { body: {} });
    const after = await (await signIn(subject)).browser.me();
    expect(after?.id).toBeDefined();
    expect(after?.id).not.toBe(before?.id);
  });
});

describe('who may come in', () => {
  test('is said by the mode of registration', async () => {
    const known = newSubject();
    for (const [mode, trouble] of [
      ['approve', 'account_pending'],
      ['closed', 'registration_closed'],
    ] as const) {
      const strict = await startInProcess(createMemoryStore(), {
        ...settingsOf(provider),
        WEIREEL_REGISTRATION: mode,
      });
      try {
        const { goal } = await signIn(known, strict);
        expect(goal).toBe(`/login?to=%2F&trouble=${trouble}`);
        await strict.db.updateTable('users').set({ state: 'active' }).execute();
        const { browser } = await signIn(known, strict);
        expect((await browser.me()) !== null).toBe(mode === 'approve');
      } finally {
        await strict.stop();
      }
    }
  });

  test('gives a code as well where one is asked for', async () => {
    const subject = newSubject();
    const { browser } = await signIn(subject);
    const api = apiOf(server.url, browser.cookies.get('weireel_session'));
    const { uri } = await api.call('enrolSecondFactor', { body: {} });
    const { codes } = await api.call('startSecondFactor', { body: { code: codeNow(uri) } });
    const next = await signIn(subject);
    expect(await next.browser.me()).toBeNull();
    const [page, challenge = ''] = next.goal.split('#');
    expect(page).toBe('/login?to=%2F');
    const body = { challenge, code: codes[0] };
    await next.browser.visit('/api/v1/auth/code', { method: 'POST', body });
    expect(await next.browser.me()).not.toBeNull();
  });

  test('nobody where no provider is set', async () => {
    const plain = await startInProcess(createMemoryStore());
    try {
      expect(await apiOf(plain.url).call('setupState')).toMatchObject({ oidcLabel: null });
      expect(goalOf(await send(plain.url, begin))).toBe('/login?trouble=not_found');
      const { api } = await settle(plain);
      expect(await api.call('identity')).toEqual({ label: null, since: null });
      const link = api.call('linkIdentity', { body: {} });
      await expect(link).rejects.toMatchObject({ status: 404, code: 'not_found' });
    } finally {
      await plain.stop();
    }
  });
});

test('nothing secret of a sign-in gets into the log', async () => {
  const browser = browse();
  const back = provider.authorize(await browser.leave(), newSubject());
  const flow = browser.cookies.get('weireel_oidc') ?? '?';
  back.searchParams.set('state', 'wrong');
  await browser.comeBack(back);
  const log = server.log.join('\n');
  expect(log).toContain('sign_in_failed');
  for (const secret of [provider.clientSecret, flow]) expect(log.includes(secret)).toBe(false);
});
