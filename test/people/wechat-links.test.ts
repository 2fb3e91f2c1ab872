import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, personPassword, register, type Person } from '../api.ts';
import { newId, settle } from '../community/settle.ts';
import { startFakeWechat, type FakeWechat } from '../fake-wechat.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let wechat: FakeWechat;
let server: InProcessServer;

beforeAll(async () => {
  wechat = await startFakeWechat();
  undo(() => wechat.close());
  server = await startInProcess(createMemoryStore(), {
    ...{ WEIREEL_WECHAT_API: wechat.url, WEIREEL_WECHAT_APPID: wechat.appId },
    ...{ WEIREEL_WECHAT_SECRET: wechat.secret, WEIREEL_RATE_SIGN_IN_PER_MINUTE: '10000' },
  });
  undo(() => server.stop());
});

let count = 0;
const newPhone = () => ({ openid: `o-phone-${(count += 1)}` });
const link = (
  { api }: Pick<Person, 'api'>,
  phone: { openid: string; unionid?: string },
  password = personPassword,
) => api.call('linkWechat', { body: { code: wechat.issue(phone), password } });
const comeIn = (phone: { openid: string; unionid?: string }) =>
  apiOf(server.url).call('wechatLogin', { body: { code: wechat.issue(phone) } });

describe('WeChat for an account that exists', () => {
  test('is linked by who is signed in, has the password and holds the phone; then it opens the account', async () => {
    const [person, phone] = [await register(server.url), newPhone()];
    expect(await person.api.call('wechat')).toEqual({ isOffered: true, isLinked: false });
    await expect(link(person, phone, 'wrong password')).rejects.toMatchObject({ code: 'wrong_password' });
    const madeUp = person.api.call('linkWechat', { body: { code: 'made up', password: personPassword } });
    await expect(madeUp).rejects.toMatchObject({ code: 'wechat_code_invalid' });
    expect(await link(person, phone)).toEqual({ isOffered: true, isLinked: true });
    expect(await comeIn(phone)).toMatchObject({ isNew: false, user: { id: person.id } });
    // Once more is the same, and another phone is not taken beside it.
    expect(await link(person, phone)).toMatchObject({ isLinked: true });
    await expect(link(person, newPhone())).rejects.toMatchObject({ status: 409, code: 'wechat_linked' });
  });

  test('is refused where it has an account of its own, which stays as it is', async () => {
    const [person, phone] = [await register(server.url), newPhone()];
    const own = await comeIn(phone);
    await expect(link(person, phone)).rejects.toMatchObject({ status: 409, code: 'wechat_taken' });
    expect(await comeIn(phone)).toMatchObject({ user: { id: own.user.id } });
    expect(await person.api.call('wechat')).toMatchObject({ isLinked: false });
    // A person of several apps is not taken for this account by what the apps share.
    const alike = { ...newPhone(), unionid: 'u-of-many' };
    await link(person, alike);
    expect(await comeIn({ ...newPhone(), unionid: 'u-of-many' })).toMatchObject({ isNew: true });
  });

  test('goes to one of two accounts that want it at once, or to a first sign-in', async () => {
    const phone = newPhone();
    const people = [await register(server.url), await register(server.url)];
    const ends = await Promise.allSettled([...people.map((person) => link(person, phone)), comeIn(phone)]);
    const { rows } = await sql`select from users where wechat_openid = ${phone.openid}`.execute(server.db);
    expect(rows).toHaveLength(1);
    const links = ends.slice(0, 2);
    expect(links.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    for (const end of links) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'wechat_taken' });
    }
    expect(ends[2]?.status).toBe('fulfilled');
  });

  test('is unlinked while another way in is left, with what was agreed to there', async () => {
    const [person, phone] = [await register(server.url), newPhone()];
    await expect(person.api.call('unlinkWechat')).rejects.toMatchObject({ code: 'not_found' });
    await link(person, phone);
    await sql`insert into wechat_consents values (${person.id}, 'a-template', 2)`.execute(server.db);
    expect(await person.api.call('unlinkWechat')).toMatchObject({ isLinked: false });
    const consents = await sql`select from wechat_consents where user_id = ${person.id}`.execute(server.db);
    expect(consents.rows).toHaveLength(0);
    expect(await comeIn(phone)).toMatchObject({ isNew: true });
  });

  test('stays where it is the only way in: no password, and an identity provider that is not here', async () => {
    const alone = await comeIn(newPhone());
    const { api } = { api: apiOf(server.url, alone.token) };
    await expect(api.call('unlinkWechat')).rejects.toMatchObject({ status: 409, code: 'no_password' });
    const subject = { issuer: 'https://elsewhere.example', subject: newId(), user_id: alone.user.id };
    await server.db.insertInto('identities').values(subject).execute();
    await expect(api.call('unlinkWechat')).rejects.toMatchObject({ code: 'no_password' });
    expect(await api.call('wechat')).toMatchObject({ isLinked: true });
  });

  test('is none of a server that knows no mini program', async () => {
    const other = await startInProcess(createMemoryStore());
    try {
      const person = await settle(other);
      expect(await person.api.call('wechat')).toEqual({ isOffered: false, isLinked: false });
      const body = { code: 'a' };
      await expect(person.api.call('linkWechat', { body })).rejects.toMatchObject({
        code: 'wechat_not_configured',
      });
    } finally {
      await other.stop();
    }
  });
});
