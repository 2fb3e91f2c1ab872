import { createMemoryStore } from '@weireel/blob';
import type { Enrolment } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, personPassword, register, type Person } from '../api.ts';
import { codeNow } from '../authenticator.ts';
import { settle } from '../community/settle.ts';
import { startFakeWechat, type FakeWechat } from '../fake-wechat.ts';
import { problemOf, send, type RawAnswer } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let wechat: FakeWechat;
let admin: Person;

beforeAll(async () => {
  wechat = await startFakeWechat();
  undo(() => wechat.close());
  server = await startInProcess(createMemoryStore(), {
    ...{ WEIREEL_RATE_SIGN_IN_PER_MINUTE: '10000', WEIREEL_PUBLIC_URL: 'https://video.example:8443' },
    ...{ WEIREEL_TRUST_PROXY: '1', WEIREEL_WECHAT_API: wechat.url },
    ...{ WEIREEL_WECHAT_APPID: wechat.appId, WEIREEL_WECHAT_SECRET: wechat.secret },
  });
  undo(() => server.stop());
  admin = await settle(server, { roles: ['admin'] });
});

const password = personPassword;

/** Somebody who has a second factor. */
interface Guarded extends Person {
  enrolment: Enrolment;
  recoveryCodes: string[];
}

/** Has a code asked for of somebody from now on. */
async function guard<P extends Pick<Person, 'api' | 'id'>>(
  person: P,
  body: { password?: string } = { password },
) {
  const enrolment = await person.api.call('enrolSecondFactor', { body });
  const { codes } = await person.api.call('startSecondFactor', {
    body: { code: codeNow(enrolment.uri) },
  });
  await forgetSteps(person);
  return { ...person, enrolment, recoveryCodes: codes };
}

/** Lets the code of now be taken once more, which otherwise takes half a minute. */
async function forgetSteps({ id }: { id: string }): Promise<void> {
  await sql`update second_factors set last_step = 0 where user_id = ${id}`.execute(server.db);
}

const newcomer = async (): Promise<Guarded> => guard(await register(server.url));

/** Posts from an address of its own, as a proxy tells it. */
const post = (path: string, body: object, from = '203.0.113.1'): Promise<RawAnswer> =>
  send(server.url, `/api/v1${path}`, { method: 'POST', body, headers: { 'x-forwarded-for': from } });

const login = (account: string, given = password, from?: string) =>
  post('/auth/login', { account, password: given }, from);
const answer = (challenge: string, code: string, from?: string) =>
  post('/auth/code', { challenge, code }, from);

/** The challenge of a right password. */
async function challengeFor({ account }: Person, from?: string): Promise<string> {
  const problem = problemOf(await login(account, password, from));
  expect(problem).toMatchObject({ status: 401, code: 'second_factor_needed' });
  return String(problem['challenge']);
}

const codeOf = (reply: RawAnswer): string => (reply.status === 200 ? 'in' : (problemOf(reply).code ?? '?'));
const isAlive = (api: Person['api']): Promise<boolean> =>
  api.call('me').then(
    () => true,
    () => false,
  );
/** A code that is not the one of now, nor of the steps beside it, but by a chance of three in a million. */
const wrongCode = '000000';

describe('a second factor', () => {
  test('is switched on by a code of the secret that was told, and ends every other session', async () => {
    const person = await register(server.url);
    const elsewhere = await register(server.url);
    const second = JSON.parse((await login(person.account)).text) as { token: string }; // a session
    const refused = person.api.call('enrolSecondFactor', { body: { password: 'wrong' } });
    await expect(refused).rejects.toMatchObject({ status: 403, code: 'wrong_password' });
    const early = person.api.call('startSecondFactor', { body: { code: '123456' } });
    await expect(early).rejects.toMatchObject({ code: 'wrong_code' });

    const first = await person.api.call('enrolSecondFactor', { body: { password } });
    const { secret, uri, qrSvg } = await person.api.call('enrolSecondFactor', { body: { password } });
    expect(uri).toContain(`otpauth://totp/video.example:${person.account}?secret=${secret}&`);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(qrSvg).toContain('<svg');
    // Not on before a code was given back, and not by one of a secret that was replaced.
    expect(codeOf(await login(person.account))).toBe('in');
    for (const code of [wrongCode, codeNow(first.uri)]) {
      const failed = person.api.call('startSecondFactor', { body: { code } });
      await expect(failed).rejects.toMatchObject({ code: 'wrong_code' });
    }
    expect(await person.api.call('secondFactor')).toEqual({ since: null, recoveryCodesLeft: 0 });

    const { codes } = await person.api.call('startSecondFactor', { body: { code: codeNow(uri) } });
    expect(new Set(codes.filter((code) => /^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/.test(code))).size).toBe(10);
    expect(await person.api.call('secondFactor')).toMatchObject({
      since: expect.any(String) as string,
      recoveryCodesLeft: 10,
    });
    expect(await isAlive(apiOf(server.url, second.token))).toBe(false);
    expect([await isAlive(person.api), await isAlive(elsewhere.api)]).toEqual([true, true]);
    for (const again of [
      () => person.api.call('enrolSecondFactor', { body: { password } }),
      () => person.api.call('startSecondFactor', { body: { code: codeNow(uri) } }),
    ]) {
      await expect(again()).rejects.toMatchObject({ status: 409, code: 'second_factor_on' });
    }
  });

  test('is asked for when the password was right, and nobody learns of it before', async () => {
    const [person, other] = [await newcomer(), await register(server.url)];
    const wrong = await Promise.all(
      [person.account, other.account, 'nobody-at-all'].map((account) => login(account, 'wrong')),
    );
    const told = wrong.map((reply) => JSON.stringify({ ...problemOf(reply), requestId: null }));
    expect(new Set(told).size, told.join('\n')).toBe(1);
    expect(told[0]).toContain('"wrong_credentials"');

    const challenge = await challengeFor(person);
    for (const call of ['me', 'mySessions'] as const) {
      const asIfToken = apiOf(server.url, challenge).call(call);
      await expect(asIfToken).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    const reply = await answer(challenge, ` ${codeNow(person.enrolment.uri).replace(/(...)/, '$1 ')}`);
    expect(reply.status, reply.text).toBe(200);
    expect(reply.headers['set-cookie']?.[0]).toMatch(/^weireel_session=.*HttpOnly; Secure/);
    const { token, user } = JSON.parse(reply.text) as { token: string; user: { id: string } }; // a session
    expect(user.id).toBe(person.id);
    expect(await isAlive(apiOf(server.url, token))).toBe(true);
    await forgetSteps(person);
    expect(codeOf(await answer(challenge, codeNow(person.enrolment.uri)))).toBe('sign_in_failed');
  });

  test('takes a code once, however many come with it at once', async () => {
    const person = await newcomer();
    const challenges = [await challengeFor(person), await challengeFor(person), await challengeFor(person)];
    const code = codeNow(person.enrolment.uri);
    const replies = await Promise.all(challenges.map((challenge) => answer(challenge, code)));
    expect(replies.map(codeOf).toSorted()).toEqual(['in', 'wrong_code', 'wrong_code']);
    expect(codeOf(await answer(await challengeFor(person), code))).toBe('wrong_code');
  });

  test('takes each recovery code once, and tells how many are left', async () => {
    const person = await newcomer();
    const [one = '', two = '', three = ''] = person.recoveryCodes;
    const challenges = [await challengeFor(person), await challengeFor(person)];
    const replies = await Promise.all(challenges.map((challenge) => answer(challenge, one)));
    expect(replies.map(codeOf).toSorted()).toEqual(['in', 'wrong_code']);
    const typed = two.toLowerCase().replaceAll('-', ' ');
    expect(codeOf(await answer(await challengeFor(person), typed))).toBe('in');
    expect(await person.api.call('secondFactor')).toMatchObject({ recoveryCodesLeft: 8 });

    const proof = { password, code: codeNow(person.enrolment.uri) };
    const { codes } = await person.api.call('renewRecoveryCodes', { body: proof });
    expect(codeOf(await answer(await challengeFor(person), three))).toBe('wrong_code');
    expect(codeOf(await answer(await challengeFor(person), codes[0] ?? ''))).toBe('in');
    const stranger = await newcomer();
    expect(codeOf(await answer(await challengeFor(stranger), codes[1] ?? ''))).toBe('wrong_code');
    const { rows } = await sql<{ payload: object }>`select payload from events
      where subject_id = ${person.id} and kind = 'user.recovery_code_used' order by id`.execute(server.db);
    expect(rows.map(({ payload }) => payload)).toEqual([{ left: 9 }, { left: 8 }, { left: 9 }]);
  });

  test('goes by password and code, which a stolen session has not', async () => {
    const person = await newcomer();
    const drop = (proof: { password?: string; code: string }) =>
      person.api.call('dropSecondFactor', { body: proof });
    const right = codeNow(person.enrolment.uri);
    await expect(drop({ code: right })).rejects.toMatchObject({ code: 'wrong_password' });
    await expect(drop({ password: 'wrong', code: right })).rejects.toMatchObject({ code: 'wrong_password' });
    await expect(drop({ password, code: wrongCode })).rejects.toMatchObject({ code: 'wrong_code' });
    const codes = person.api.call('renewRecoveryCodes', { body: { password, code: wrongCode } });
    await expect(codes).rejects.toMatchObject({ code: 'wrong_code' });
    const challenge = await challengeFor(person);
    await drop({ password, code: right });
    expect(codeOf(await login(person.account))).toBe('in');
    expect(codeOf(await answer(challenge, person.recoveryCodes[0] ?? ''))).toBe('sign_in_failed');
    await expect(drop({ password, code: right })).rejects.toMatchObject({ code: 'not_found' });
    expect((await guard(person)).enrolment.secret).not.toBe(person.enrolment.secret);
  });

  test('is not found by guessing: one sign-in has five tries, and wrong codes count as wrong passwords do', async () => {
    const person = await newcomer();
    const challenge = await challengeFor(person, '198.51.100.1');
    const ends = [];
    // Each from another address, so that what ends it is the sign-in itself.
    for (let n = 1; n <= 6; n += 1)
      ends.push(codeOf(await answer(challenge, wrongCode, `198.51.100.${n + 1}`)));
    expect(ends).toEqual([...Array<string>(5).fill('wrong_code'), 'sign_in_failed']);

    const slow = await startInProcess(createMemoryStore(), { WEIREEL_RATE_SIGN_IN_PER_MINUTE: '30' });
    try {
      const victim = await register(slow.url);
      const { uri } = await victim.api.call('enrolSecondFactor', { body: { password } });
      await victim.api.call('startSecondFactor', { body: { code: codeNow(uri) } });
      const seen = [];
      // A right password before each code makes up for nothing.
      for (let n = 0; n < 8 && seen.at(-1) !== 'rate_limited'; n += 1) {
        const body = { account: victim.account, password };
        const problem = problemOf(await send(slow.url, '/api/v1/auth/login', { method: 'POST', body }));
        if (problem.code === 'rate_limited') seen.push('rate_limited');
        else {
          const guess = { challenge: problem['challenge'], code: wrongCode };
          const reply = await send(slow.url, '/api/v1/auth/code', { method: 'POST', body: guess });
          seen.push(codeOf(reply));
        }
      }
      expect(seen).toEqual([...Array<string>(5).fill('wrong_code'), 'rate_limited']);
      // Whoever has a session of the account's is no guesser, and waits for no stranger.
      const settings = victim.api.call('dropSecondFactor', { body: { password, code: wrongCode } });
      await expect(settings).rejects.toMatchObject({ code: 'wrong_code' });
    } finally {
      await slow.stop();
    }
  });

  test('is over in five minutes, and with another password', async () => {
    const person = await newcomer();
    const late = await challengeFor(person);
    await sql`update sign_in_challenges set expires_at = now() where user_id = ${person.id}`.execute(
      server.db,
    );
    expect(codeOf(await answer(late, codeNow(person.enrolment.uri)))).toBe('sign_in_failed');
    const outdated = await challengeFor(person);
    const newPassword = 'another horse 9';
    await person.api.call('putPassword', { body: { password, newPassword } });
    expect(codeOf(await answer(outdated, codeNow(person.enrolment.uri)))).toBe('sign_in_failed');
    expect(codeOf(await answer('made-up', codeNow(person.enrolment.uri)))).toBe('sign_in_failed');
  });
});

describe('every other way in', () => {
  test('a link for a new password leads to the code as well', async () => {
    const person = await newcomer();
    const challenge = await challengeFor(person);
    const { code } = await admin.api.call('createPasswordReset', { params: { id: person.id } });
    const newPassword = 'another horse 9';
    await apiOf(server.url).call('resetPassword', { body: { code, password: newPassword } });
    expect(codeOf(await answer(challenge, codeNow(person.enrolment.uri)))).toBe('sign_in_failed');
    const problem = problemOf(await login(person.account, newPassword));
    expect(problem.code).toBe('second_factor_needed');
    expect(codeOf(await answer(String(problem['challenge']), codeNow(person.enrolment.uri)))).toBe('in');
  });

  test('registering once more, as after a lost answer, leads to it', async () => {
    const person = await newcomer();
    const body = { account: person.account, password, nickname: 'Somebody' };
    const headers = { 'idempotency-key': 'again' };
    const again = await send(server.url, '/api/v1/auth/register', { method: 'POST', body, headers });
    expect(codeOf(again)).toBe('second_factor_needed');
  });

  test('WeChat leads to it, for who switched it on there without a password', async () => {
    const byWechat = () => post('/auth/wechat', { code: wechat.issue({ openid: 'o-careful' }) });
    const first = JSON.parse((await byWechat()).text) as { token: string; user: { id: string } }; // a session
    const person = await guard({ api: apiOf(server.url, first.token), id: first.user.id }, {});
    const problem = problemOf(await byWechat());
    expect(problem.code).toBe('second_factor_needed');
    const code = codeNow(person.enrolment.uri);
    expect(codeOf(await answer(String(problem['challenge']), code))).toBe('in');
    await forgetSteps(person);
    await person.api.call('dropSecondFactor', { body: { code } });
    expect(codeOf(await byWechat())).toBe('in');
  });
});

describe('somebody who has lost the authenticator and the recovery codes', () => {
  test('is let in by an administrator, who does not take their own off that way', async () => {
    const person = await newcomer();
    const listed = async () =>
      (await admin.api.call('adminUsers', { query: { q: person.account } })).items.map(
        ({ hasSecondFactor }) => hasSecondFactor,
      );
    expect(await listed()).toEqual([true]);
    const take = (id: string, by: Person) => by.api.call('takeSecondFactor', { params: { id } });
    await expect(take(person.id, person)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(take(admin.id, admin)).rejects.toMatchObject({ code: 'forbidden' });
    const challenge = await challengeFor(person);
    expect(await take(person.id, admin)).toMatchObject({ id: person.id, hasSecondFactor: false });
    expect([await listed(), await isAlive(person.api)]).toEqual([[false], false]);
    expect(codeOf(await answer(challenge, codeNow(person.enrolment.uri)))).toBe('sign_in_failed');
    expect(codeOf(await login(person.account))).toBe('in');
    await expect(take(person.id, admin)).rejects.toMatchObject({ code: 'not_found' });
    const { rows } = await sql<{ payload: object }>`select payload from events
      where subject_id = ${person.id} and kind = 'user.second_factor_changed' order by id`.execute(server.db);
    expect(rows.map(({ payload }) => payload)).toEqual([
      { isOn: true, byId: person.id },
      { isOn: false, byId: admin.id },
    ]);
  });
});

describe('what it is made of', () => {
  test('is told nobody: in no list, no file of one’s own data, no event and no line of the log', async () => {
    const person = await newcomer();
    const challenge = await challengeFor(person);
    expect(codeOf(await answer(challenge, person.recoveryCodes[0] ?? ''))).toBe('in');
    const { token } = person;
    const exported = await send(server.url, '/api/v1/me/export', { token });
    const seen = [
      exported.text,
      JSON.stringify(await person.api.call('me')),
      JSON.stringify(await person.api.call('secondFactor')),
      JSON.stringify(await admin.api.call('adminUsers', { query: { q: person.account } })),
      JSON.stringify(await server.db.selectFrom('events').selectAll().execute()),
      JSON.stringify(await server.db.selectFrom('idempotency').selectAll().execute()),
      server.log.join('\n'),
    ];
    const { secret } = await server.db
      .selectFrom('second_factors')
      .select('secret')
      .where('user_id', '=', person.id)
      .executeTakeFirstOrThrow();
    const secrets = [person.enrolment.secret, challenge, ...person.recoveryCodes];
    for (const form of ['hex', 'base64', 'base64url'] as const) secrets.push(secret.toString(form));
    for (const text of seen) for (const part of secrets) expect(text.includes(part), part).toBe(false);
    const stored = JSON.stringify([
      await server.db.selectFrom('recovery_codes').selectAll().execute(),
      await server.db.selectFrom('sign_in_challenges').selectAll().execute(),
    ]);
    for (const part of [challenge, ...person.recoveryCodes]) expect(stored.includes(part)).toBe(false);
  });

  test('goes with the account', async () => {
    const person = await newcomer();
    await challengeFor(person);
    await person.api.call('deleteAccount', { body: { password } });
    for (const table of ['second_factors', 'recovery_codes', 'sign_in_challenges'] as const) {
      const left = await server.db.selectFrom(table).selectAll().where('user_id', '=', person.id).execute();
      expect(left, table).toEqual([]);
    }
  });
});

describe('where staff need one', () => {
  test('roles that decide about others count from when it is on to when it is off', async () => {
    const strict = await startInProcess(createMemoryStore(), { WEIREEL_STAFF_SECOND_FACTOR: 'required' });
    try {
      const [boss, teacher] = [
        await settle(strict, { roles: ['viewer', 'admin'] }),
        await settle(strict, { roles: ['teacher'] }),
      ];
      const needed = { status: 403, code: 'second_factor_required' };
      for (const call of ['adminUsers', 'reports', 'myUploads'] as const) {
        const end = await boss.api.call(call).catch((error: unknown) => error);
        if (call !== 'myUploads') expect(end).toMatchObject(needed);
        else expect(end).toMatchObject({ items: [] });
      }
      await expect(teacher.api.call('adminUsers')).rejects.toMatchObject({ code: 'forbidden' });
      await teacher.api.call('createGroup', { body: { name: 'A class' } });

      // Who comes by a provider alone has no password to give.
      await sql`update users set account = null where id = ${boss.id}`.execute(strict.db);
      const { uri } = await boss.api.call('enrolSecondFactor', { body: {} });
      await boss.api.call('startSecondFactor', { body: { code: codeNow(uri) } });
      expect((await boss.api.call('adminUsers')).items.length).toBeGreaterThan(1);
      await sql`update second_factors set last_step = 0`.execute(strict.db);
      await boss.api.call('dropSecondFactor', { body: { code: codeNow(uri) } });
      await expect(boss.api.call('adminUsers')).rejects.toMatchObject(needed);
    } finally {
      await strict.stop();
    }
  });
});
