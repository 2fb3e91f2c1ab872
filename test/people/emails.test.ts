import { connect } from '@weireel/db';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, personPassword, register, type Person } from '../api.ts';
import { eventually } from '../eventually.ts';
import { startFakeSmtp, type FakeSmtp, type TakenMail } from '../fake-smtp.ts';
import { send } from '../http.ts';
import type { RunningServer } from '../server.ts';
import { testDatabase, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const publicUrl = 'https://video.example';
const newPassword = 'another horse 9';
const invalid = { status: 404, code: 'reset_invalid' };
let smtp: FakeSmtp;
let server: RunningServer;
let db: ReturnType<typeof connect>['db'];

beforeAll(async () => {
  smtp = await startFakeSmtp();
  undo(() => smtp.close());
  const database = await testDatabase(undo);
  const connection = connect(database.url, { maxConnections: 2, patience: 'upkeep', onError: () => {} });
  undo(() => connection.close());
  db = connection.db;
  const settings = {
    ...{
      WEIREEL_SMTP_HOST: '127.0.0.1',
      WEIREEL_SMTP_PORT: String(smtp.port),
      WEIREEL_SMTP_SECURITY: 'none',
    },
    ...{ WEIREEL_SMTP_USER: smtp.user, WEIREEL_SMTP_PASSWORD: smtp.password },
    WEIREEL_SMTP_FROM: 'video@example.org',
  };
  server = await testServer(undo, {
    env: {
      ...{ ...settings, DATABASE_URL: database.url, WEIREEL_PUBLIC_URL: publicUrl },
      WEIREEL_RATE_SIGN_IN_PER_MINUTE: '10000',
    },
  });
});

let count = 0;
const newAddress = () => `Person${(count += 1)}@example.org`;
const mailsTo = (address: string): TakenMail[] => smtp.mails.filter(({ to }) => to.includes(address));

/** Waits for so many mails to an address; gives the latest. */
async function mailTo(address: string, n = 1): Promise<TakenMail> {
  await eventually(() => mailsTo(address).length >= n);
  const mail = mailsTo(address).at(-1);
  if (mail === undefined) throw new Error('no mail');
  return mail;
}

function codeOf({ text }: TakenMail, page: '/reset' | '/confirm-email'): string {
  const link = new URL(/^https?:.*$/m.exec(text)?.[0] ?? 'http://no-link');
  expect(link.origin + link.pathname).toBe(publicUrl + page);
  return link.hash.slice(1);
}

const put = ({ api }: Person, address: string, password = personPassword) =>
  api.call('putEmail', { body: { address, password } });
const confirm = ({ api }: Person, code: string) => api.call('confirmEmail', { body: { code } });
const ask = (name: string) => apiOf(server.url).call('askForReset', { body: { name } });
const reset = (code: string) =>
  apiOf(server.url).call('resetPassword', { body: { code, password: newPassword } });

/** Somebody whose address is confirmed. */
async function reachable(known?: Person): Promise<Person & { address: string }> {
  const person = known ?? (await register(server.url));
  const address = newAddress();
  await put(person, address);
  await confirm(person, codeOf(await mailTo(address), '/confirm-email'));
  return { ...person, address };
}

/** Waits until no mail is on its way any more. */
const idle = () =>
  eventually(async () => {
    const { rows } =
      await sql`select from jobs where kind = 'send_mail' and state in ('waiting', 'running')`.execute(db);
    return rows.length === 0;
  });

describe('an address', () => {
  test('is one’s own once the mailed link was opened by who is signed in', async () => {
    const [person, other] = [await register(server.url), await register(server.url)];
    const address = newAddress();
    expect(await person.api.call('email')).toEqual({ isOffered: true, address: null, waiting: null });
    const wrong = put(person, address, 'wrong password');
    await expect(wrong).rejects.toMatchObject({ code: 'wrong_password' });
    expect(await put(person, address)).toMatchObject({ address: null, waiting: { address } });
    const mail = await mailTo(address);
    expect(mail.headers.get('subject')).toBe('Confirm your address for Weireel');
    // It may be a stranger's: nothing in it is of the sender's choosing.
    expect(mail.text).not.toContain(person.account);
    const code = codeOf(mail, '/confirm-email');
    await eventually(async () => (await person.api.call('email')).waiting?.state === 'sent');
    await expect(confirm(other, code)).rejects.toMatchObject(invalid);
    await expect(reset(code)).rejects.toMatchObject(invalid);
    expect(await confirm(person, code)).toEqual({ isOffered: true, address, waiting: null });
    await expect(confirm(person, code)).rejects.toMatchObject(invalid);
  });

  test('that is nobody’s says so, and one that ends a line is none', async () => {
    const person = await register(server.url);
    await put(person, 'nobody@elsewhere.example');
    await eventually(async () => (await person.api.call('email')).waiting?.state === 'failed');
    // No operator is troubled with it.
    await idle();
    expect(await db.selectFrom('jobs').select('kind').where('state', '=', 'dead').execute()).toEqual([]);
    for (const address of [
      'a@b',
      'a@b.c\r\nBcc: d@e.fg',
      'a b@c.de',
      '<a@b.de>',
      'a@b.de, c@d.ef',
      '@b.de',
    ]) {
      await expect(put(person, address), address).rejects.toMatchObject({ code: 'invalid_request' });
    }
    expect(await person.api.call('deleteEmail')).toMatchObject({ address: null, waiting: null });
  });

  test('belongs to one account, and brings nothing of another', async () => {
    const [first, second] = [await reachable(), await register(server.url)];
    await put(second, first.address.toUpperCase().replace('@EXAMPLE.ORG', '@example.org'));
    const mail = await mailTo(first.address.toUpperCase().replace('@EXAMPLE.ORG', '@example.org'));
    const code = codeOf(mail, '/confirm-email');
    await expect(confirm(second, code)).rejects.toMatchObject({ status: 409, code: 'email_taken' });
    expect(await second.api.call('me')).toMatchObject({ id: second.id });
  });

  test('that goes is told so, once for each change, by a mail without a link', async () => {
    const first = await reachable();
    const second = await reachable(first);
    const third = await reachable(first);
    // Whoever changes it again does not take back what those before are told.
    await first.api.call('deleteEmail');
    for (const { address } of [first, second, third]) {
      const notice = await mailTo(address, 2);
      expect(notice.headers.get('subject')).toBe('Your Weireel account has another address');
      expect(notice.text).toContain(first.account);
      expect(notice.text).not.toMatch(/https?:|#|@/);
    }
    await idle();
    expect([first, second, third].map(({ address }) => mailsTo(address).length)).toEqual([2, 2, 2]);
  });

  test('is not set by a link of a time before the password was changed', async () => {
    const person = await register(server.url);
    const address = newAddress();
    await put(person, address);
    const code = codeOf(await mailTo(address), '/confirm-email');
    await person.api.call('putPassword', { body: { password: personPassword, newPassword } });
    await expect(confirm(person, code)).rejects.toMatchObject(invalid);
  });

  test('gets three mails at once and no more, whoever asks', async () => {
    const address = newAddress();
    const ends = [];
    for (let n = 0; n < 4; n += 1) {
      const person = await register(server.url);
      ends.push(
        await put(person, address).then(
          () => 'sent',
          (error: { code: string }) => error.code,
        ),
      );
    }
    expect(ends).toEqual(['sent', 'sent', 'sent', 'rate_limited']);
  });
});

describe('a forgotten password', () => {
  test('is replaced by a mailed link, which works once and ends every session', async () => {
    const person = await reachable();
    await ask(person.address.toLowerCase());
    const mail = await mailTo(person.address, 2);
    expect(mail.text).toContain(person.account);
    const code = codeOf(mail, '/reset');
    const ends = await Promise.allSettled([reset(code), reset(code)]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(reset(code)).rejects.toMatchObject(invalid);
    await expect(person.api.call('me')).rejects.toMatchObject({ code: 'unauthenticated' });
    await apiOf(server.url).call('login', { body: { account: person.account, password: newPassword } });
  });

  test('is answered alike for everybody and nobody, by account or address, and mailed where it may be', async () => {
    const [known, unreachable] = [await reachable(), await register(server.url)];
    const before = smtp.mails.length;
    const answers = [];
    for (const name of [known.account, unreachable.account, 'nobody-at-all', 'nobody@example.org', '%']) {
      const answer = await send(server.url, '/api/v1/auth/forgotten', {
        ...{ method: 'POST', body: { name }, headers: { 'accept-language': 'zh-CN' } },
      });
      const { 'x-request-id': _id, date: _date, ...headers } = answer.headers;
      answers.push({ status: answer.status, text: answer.text, headers });
    }
    expect(answers[0]).toMatchObject({ status: 204, text: '' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const mail = await mailTo(known.address, 2);
    expect(mail.headers.get('subject')).toBe('重设微影的密码');
    await idle();
    expect(smtp.mails.length).toBe(before + 1);
  });

  test('is limited alike by name, whether it is anybody’s or not', async () => {
    const person = await reachable();
    for (const name of [person.account, 'not-an-account']) {
      const ends = [];
      for (let n = 0; n < 4; n += 1)
        ends.push(
          await ask(name).then(
            () => 'asked',
            (error: { code: string }) => error.code,
          ),
        );
      expect(ends, name).toEqual(['asked', 'asked', 'asked', 'rate_limited']);
    }
    await idle();
    // Whoever asks in somebody's name ends no link of theirs.
    const [first, ...others] = mailsTo(person.address)
      .slice(1)
      .map((mail) => codeOf(mail, '/reset'));
    expect(others).toHaveLength(2);
    await reset(first ?? '');
    for (const other of others) await expect(reset(other)).rejects.toMatchObject(invalid);
  });

  test('goes to nobody’s name that is another’s address, and the link is over after an hour', async () => {
    const person = await reachable();
    const account = person.address.toLowerCase();
    const body = { account, password: personPassword, nickname: 'A thief' };
    const { token, user } = await apiOf(server.url).call('register', { body });
    const api = apiOf(server.url, token);
    const thief = await reachable({ url: server.url, account, token, id: user.id, api });
    await ask(account);
    const code = codeOf(await mailTo(person.address, 2), '/reset');
    expect(mailsTo(thief.address)).toHaveLength(1);
    await sql`update mails set expires_at = now() where user_id = ${person.id}`.execute(db);
    await expect(reset(code)).rejects.toMatchObject(invalid);
  });

  test('has no link any more when its address is taken away', async () => {
    const person = await reachable();
    await ask(person.account);
    const code = codeOf(await mailTo(person.address, 2), '/reset');
    await person.api.call('deleteEmail');
    await expect(reset(code)).rejects.toMatchObject(invalid);
    await ask(person.account);
    await idle();
    // The third says that it was taken away.
    const kinds = mailsTo(person.address).map(({ text }) => /\/(reset|confirm-email)#/.exec(text)?.[1]);
    expect(kinds).toEqual(['confirm-email', 'reset', undefined]);
  });

  test('waits for a mail server that is busy, and its link is known to the mail alone', async () => {
    const person = await reachable();
    smtp.refuseNext('BODY', `451 4.3.0 <${person.address}> later`);
    await ask(person.account);
    const code = codeOf(await mailTo(person.address, 2), '/reset');
    for (const table of ['mails', 'jobs', 'events', 'idempotency'] as const) {
      const rows = JSON.stringify(await db.selectFrom(table).selectAll().execute());
      expect(rows, table).not.toContain(code);
      if (table !== 'mails') expect(rows.toLowerCase(), table).not.toContain(person.address.toLowerCase());
    }
    await reset(code);
    expect(server.log()).not.toContain(code);
    expect(server.log()).not.toContain(smtp.password);
  });
});
