import { createHash } from 'node:crypto';
import { createMemoryStore } from '@weireel/blob';
import { sql } from 'kysely';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, personPassword, register, type Person } from '../api.ts';
import { newId, settle } from '../community/settle.ts';
import { problemOf, send } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let admin: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore(), { WEIREEL_RATE_SIGN_IN_PER_MINUTE: '200' });
  undo(() => server.stop());
  admin = await settle(server, { roles: ['admin'] });
});

const newPassword = 'another horse 9';

/** Signs in from one more place, and gives its calls. */
async function signIn(account: string, password = personPassword, userAgent = 'A phone') {
  const answer = await send(server.url, '/api/v1/auth/login', {
    ...{ method: 'POST', body: { account, password }, headers: { 'user-agent': userAgent } },
  });
  expect(answer.status, answer.text).toBe(200);
  const { token } = JSON.parse(answer.text) as { token: string }; // as the contract says
  return apiOf(server.url, token);
}

const isAlive = (api: Person['api']): Promise<boolean> =>
  api.call('me').then(
    () => true,
    () => false,
  );

describe('where one is signed in', () => {
  test('is listed with what is there and which one asks, for its person alone', async () => {
    const person = await register(server.url);
    const phone = await signIn(person.account, personPassword, `Phone ${'x'.repeat(400)}`);
    const { items } = await phone.call('mySessions');
    expect(items.map(({ isCurrent }) => isCurrent).toSorted()).toEqual([false, true]);
    const own = items.find(({ isCurrent }) => isCurrent);
    expect(own?.userAgent).toMatch(/^Phone x{294}$/);
    expect(JSON.stringify(items)).not.toContain(person.token);
    const hash = createHash('sha256').update(person.token).digest('hex');
    expect(JSON.stringify(items)).not.toContain(hash);
  });

  test('ends place by place, and all others at once', async () => {
    const person = await register(server.url);
    const [one, two, three] = [
      await signIn(person.account),
      await signIn(person.account),
      await signIn(person.account),
    ];
    const { items } = await one.call('mySessions');
    const idOf = async (api: Person['api']) =>
      (await api.call('mySessions')).items.find(({ isCurrent }) => isCurrent)?.id ?? '';
    await one.call('endSession', { params: { id: await idOf(two) } });
    expect([await isAlive(one), await isAlive(two), await isAlive(three)]).toEqual([true, false, true]);
    expect(items).toHaveLength(4);
    await one.call('endOtherSessions');
    expect([await isAlive(one), await isAlive(three), await isAlive(person.api)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('ends by nobody else', async () => {
    const [person, thief] = [await register(server.url), await settle(server)];
    const id = (await person.api.call('mySessions')).items[0]?.id ?? '';
    for (const { api } of [thief, admin]) {
      const refused = api.call('endSession', { params: { id } });
      await expect(refused).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await isAlive(person.api)).toBe(true);
  });

  test('are a hundred places, and the one that was seen longest ago goes for a new one', async () => {
    const person = await register(server.url);
    await sql`insert into sessions (token_hash, user_id, expires_at, last_seen_at)
      select ${newId()} || n, ${person.id}, now() + interval '1 day', now() - make_interval(hours => n)
      from generate_series(1, 120) as n`.execute(server.db);
    const api = await signIn(person.account);
    expect((await api.call('mySessions')).items).toHaveLength(100);
    expect(await isAlive(person.api)).toBe(true);
  });
});

describe('another password', () => {
  const change = ({ api }: Pick<Person, 'api'>, password: string) =>
    api.call('putPassword', { body: { password, newPassword } });

  test('is chosen by who knows the present one, and ends every other session', async () => {
    const person = await register(server.url);
    const elsewhere = await signIn(person.account);
    await expect(change(person, 'wrong password')).rejects.toMatchObject({
      status: 403,
      code: 'wrong_password',
    });
    expect(await isAlive(elsewhere)).toBe(true);
    await change(person, personPassword);
    expect([await isAlive(person.api), await isAlive(elsewhere)]).toEqual([true, false]);
    const body = { account: person.account, password: personPassword };
    const old = apiOf(server.url).call('login', { body });
    await expect(old).rejects.toMatchObject({ code: 'wrong_credentials' });
    await signIn(person.account, newPassword);
  });

  test('is not found by trying with a stolen session', async () => {
    const person = await register(server.url);
    const codes = [];
    for (let n = 0; n < 200; n += 1) {
      const end = await change(person, `guess ${n}`).catch((error: unknown) => error);
      codes.push((end as { code: string }).code); // what a refused call throws
      if (codes.at(-1) === 'rate_limited') break;
    }
    expect(codes.at(-1)).toBe('rate_limited');
  });

  test('is none for who comes by WeChat', async () => {
    const person = await settle(server);
    await sql`update users set account = null where id = ${person.id}`.execute(server.db);
    await expect(change(person, 'whatever it is')).rejects.toMatchObject({ code: 'no_password' });
    const link = admin.api.call('createPasswordReset', { params: { id: person.id } });
    await expect(link).rejects.toMatchObject({ code: 'no_password' });
  });
});

describe('a forgotten password', () => {
  const linkFor = ({ id }: Person) => admin.api.call('createPasswordReset', { params: { id } });
  const use = (code: string, password = newPassword) =>
    apiOf(server.url).call('resetPassword', { body: { code, password } });
  const invalid = { status: 404, code: 'reset_invalid' };

  test('gives way to a new one by a link that works once, and every session ends', async () => {
    const person = await register(server.url);
    const { code, expiresAt } = await linkFor(person);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    const ends = await Promise.allSettled([use(code), use(code, 'a third horse 10')]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(use(code)).rejects.toMatchObject(invalid);
    expect(await isAlive(person.api)).toBe(false);
    const used = ends[0].status === 'fulfilled' ? newPassword : 'a third horse 10';
    await signIn(person.account, used);
  });

  test('is helped by the latest link alone, for a day, and not after a password was chosen', async () => {
    const person = await register(server.url);
    const [first, second] = [await linkFor(person), await linkFor(person)];
    await expect(use(first.code)).rejects.toMatchObject(invalid);
    await sql`update password_resets set expires_at = now() where user_id = ${person.id}`.execute(server.db);
    await expect(use(second.code)).rejects.toMatchObject(invalid);
    const third = await linkFor(person);
    await person.api.call('putPassword', { body: { password: personPassword, newPassword } });
    await expect(use(third.code)).rejects.toMatchObject(invalid);
  });

  test('is no way in that was not given, and its code is kept nowhere', async () => {
    const person = await register(server.url);
    await expect(person.api.call('createPasswordReset', { params: { id: admin.id } })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { code } = await linkFor(person);
    for (const table of ['password_resets', 'events', 'idempotency'] as const) {
      const rows = await server.db.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows), table).not.toContain(code);
    }
    for (const wrong of [code.slice(1), `${code}0`, code.toLowerCase(), person.account, '%', person.id]) {
      if (wrong !== code) await expect(use(wrong)).rejects.toMatchObject(invalid);
    }
    const short = use(code, 'short');
    await expect(short).rejects.toMatchObject({ code: 'invalid_request' });
    await use(code);
  });

  test('does not let in who was signing in with the old one at that moment', async () => {
    const person = await register(server.url);
    const { code } = await linkFor(person);
    const body = { account: person.account, password: personPassword };
    const [signedIn] = await Promise.allSettled([apiOf(server.url).call('login', { body }), use(code)]);
    // Whoever came first, nobody stays who came by the old password.
    if (signedIn.status === 'fulfilled')
      expect(await isAlive(apiOf(server.url, signedIn.value.token))).toBe(false);
    else expect(signedIn.reason).toMatchObject({ code: 'wrong_credentials' });
  });

  test('is slowed down like signing in', async () => {
    const slow = await startInProcess(createMemoryStore(), { WEIREEL_RATE_SIGN_IN_PER_MINUTE: '6' });
    try {
      const codes = [];
      for (let n = 0; n < 7; n += 1) {
        const answer = await send(slow.url, '/api/v1/auth/reset', {
          ...{ method: 'POST', body: { code: `guess${n}`, password: newPassword } },
        });
        codes.push(problemOf(answer).code);
      }
      expect(codes).toEqual([...Array<string>(6).fill('reset_invalid'), 'rate_limited']);
    } finally {
      await slow.stop();
    }
  });
});
