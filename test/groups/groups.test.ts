import { createMemoryStore } from '@weireel/blob';
import type { GroupRole } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { settle, settleMany } from '../community/settle.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let teacher: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  teacher = await settle(server, { nickname: 'Teacher', roles: ['teacher'] });
});

let count = 0;
async function makeGroup(owner = teacher): Promise<string> {
  const body = { name: `Class ${'x'.repeat(++count)}` };
  return (await owner.api.call('createGroup', { body })).id;
}

async function invite(id: string, uses = 100, by = teacher): Promise<string> {
  return (await by.api.call('createGroupInvite', { params: { id }, body: { uses, days: 1 } })).code;
}

const join = (person: Person, code: string) => person.api.call('joinGroup', { body: { code } });

async function makeMember(id: string, role: GroupRole): Promise<Person> {
  const person = await settle(server);
  await join(person, await invite(id));
  if (role !== 'member')
    await teacher.api.call('putGroupMember', { params: { id, userId: person.id }, body: { role } });
  return person;
}

/** The code of what refuses a call; null: nothing does. */
async function refusalOf(call: Promise<unknown>): Promise<string | null> {
  const [end] = await Promise.allSettled([call]);
  return end.status === 'fulfilled' ? null : (end.reason as { code: string }).code; // as: an ApiError
}

describe('a group', () => {
  test('is owned by who makes it, and unknown to others', async () => {
    const id = await makeGroup();
    const params = { id };
    expect(await teacher.api.call('group', { params })).toMatchObject({ myRole: 'owner', members: 1 });
    expect((await teacher.api.call('myGroups')).items.map((group) => group.id)).toContain(id);
    const stranger = await settle(server);
    expect((await stranger.api.call('myGroups')).items).toEqual([]);
    const about = { params: { id, userId: teacher.id }, body: { role: 'member' as const } };
    const calls = [
      stranger.api.call('group', { params }),
      stranger.api.call('groupMembers', { params }),
      stranger.api.call('groupInvites', { params }),
      stranger.api.call('createGroupInvite', { params, body: { uses: 1, days: 1 } }),
      stranger.api.call('renameGroup', { params, body: { name: 'Mine' } }),
      stranger.api.call('putGroupMember', about),
      stranger.api.call('removeGroupMember', { params: about.params }),
      stranger.api.call('deleteGroup', { params }),
    ].map(refusalOf);
    expect(await Promise.all(calls)).toEqual(calls.map(() => 'not_found'));
  });

  test('lets members, managers and owners do what they may, and administrators what an owner may', async () => {
    const id = await makeGroup();
    const people = {
      member: await makeMember(id, 'member'),
      manager: await makeMember(id, 'manager'),
      owner: await makeMember(id, 'owner'),
      admin: await settle(server, { roles: ['admin'] }),
    };
    const params = { id };
    for (const [who, { api }] of Object.entries(people)) {
      const victim = await makeMember(id, 'member');
      const manager = await makeMember(id, 'manager');
      const isLeader = who === 'owner' || who === 'admin';
      const invited = isLeader || who === 'manager' ? null : 'forbidden';
      const governed = isLeader ? null : 'forbidden';
      const body = { uses: 1, days: 1 };
      expect(await refusalOf(api.call('group', { params })), who).toBeNull();
      expect(await refusalOf(api.call('createGroupInvite', { params, body })), who).toBe(invited);
      expect(await refusalOf(api.call('groupInvites', { params })), who).toBe(invited);
      const name = `Renamed by ${who}`;
      expect(await refusalOf(api.call('renameGroup', { params, body: { name } })), who).toBe(governed);
      const rise = { params: { id, userId: victim.id }, body: { role: 'owner' as const } };
      const fall = { ...rise, body: { role: 'member' as const } };
      expect(await refusalOf(api.call('putGroupMember', rise)), who).toBe(governed);
      expect(await refusalOf(api.call('putGroupMember', fall)), who).toBe(governed);
      expect(await refusalOf(api.call('removeGroupMember', { params: rise.params })), who).toBe(invited);
      const above = { params: { id, userId: manager.id } };
      expect(await refusalOf(api.call('removeGroupMember', above)), who).toBe(governed);
    }
    expect(await refusalOf(people.member.api.call('deleteGroup', { params }))).toBe('forbidden');
    await people.member.api.call('removeGroupMember', { params: { id, userId: people.member.id } });
    expect(await refusalOf(people.member.api.call('group', { params }))).toBe('not_found');
    await people.owner.api.call('deleteGroup', { params });
    expect(await refusalOf(teacher.api.call('group', { params }))).toBe('not_found');
  });

  test('keeps an owner, though all of them leave or step down at once', async () => {
    const id = await makeGroup();
    const others = [await makeMember(id, 'owner'), await makeMember(id, 'owner')];
    const ends = await Promise.all(
      [teacher, ...others].map((person, n) => {
        const params = { id, userId: person.id };
        if (n === 0) return refusalOf(person.api.call('removeGroupMember', { params }));
        return refusalOf(person.api.call('putGroupMember', { params, body: { role: 'member' } }));
      }),
    );
    expect(ends.toSorted()).toEqual(['last_owner', null, null].toSorted());
  });

  test('has a name that no other looks like, and that speaks for nobody else', async () => {
    const make = (name: string) => refusalOf(teacher.api.call('createGroup', { body: { name } }));
    expect(await make('Physics 101')).toBeNull();
    for (const alike of [
      'physics 101',
      'Рhysics 101',
      'Phy\u200bsics  101',
      'Physics\u3000１０１',
      ' Physics 101 ',
    ])
      expect(await make(alike), alike).toBe('group_name_taken');
    for (const wrong of ['管理员', 'ad\u200bmin', '\u200b', 'a'.repeat(61), '', 'a\nb'])
      expect(await make(wrong), wrong).toBe('invalid_request');
    const id = await makeGroup();
    const rename = teacher.api.call('renameGroup', { params: { id }, body: { name: 'PHYSICS 101' } });
    expect(await refusalOf(rename)).toBe('group_name_taken');
    const body = { name: '<img src=x onerror=alert(1)>' };
    expect(await teacher.api.call('renameGroup', { params: { id }, body })).toMatchObject(body);
  });

  test('made twice at once with one name is there once', async () => {
    const body = { name: 'Made at once' };
    const ends = await Promise.all([1, 2, 3].map(() => refusalOf(teacher.api.call('createGroup', { body }))));
    expect(ends.filter((end) => end === null)).toHaveLength(1);
  });
});

describe('an invitation', () => {
  test('lets in as many people as it says, however many come at once', async () => {
    const id = await makeGroup();
    const code = await invite(id, 2);
    const people = await settleMany(server, 6);
    const ends = await Promise.all(people.map((person) => refusalOf(join(person, code))));
    expect(ends.filter((end) => end === null)).toHaveLength(2);
    expect(new Set(ends)).toEqual(new Set([null, 'invite_invalid']));
    expect(await teacher.api.call('group', { params: { id } })).toMatchObject({ members: 3 });
  });

  test('is used once by who presses many times', async () => {
    const id = await makeGroup();
    const code = await invite(id, 2);
    const person = await settle(server);
    await Promise.all([1, 2, 3].map(() => join(person, code)));
    expect(await join(person, code)).toMatchObject({ id, myRole: 'member', members: 2 });
    await join(teacher, code);
    const { items } = await teacher.api.call('groupInvites', { params: { id } });
    expect(items).toMatchObject([{ usesLeft: 1, by: { id: teacher.id } }]);
  });

  test('says where it leads without being used, and nothing when it does not work', async () => {
    const id = await makeGroup();
    const made = await teacher.api.call('createGroupInvite', { params: { id }, body: { uses: 1, days: 1 } });
    const person = await settle(server);
    const read = (code: string) => person.api.call('readGroupInvite', { body: { code } });
    expect(await read(made.code)).toMatchObject({ group: { id, members: 1 }, isMember: false });
    const list = JSON.stringify(await teacher.api.call('groupInvites', { params: { id } }));
    expect(list).not.toContain(made.code);
    // By its id, by a part of it, and by what is stored of it, nobody comes in.
    const { code_hash: stored } = await server.db
      .selectFrom('group_invites')
      .select('code_hash')
      .where('id', '=', made.id)
      .executeTakeFirstOrThrow();
    for (const guess of [made.id, made.code.slice(1), stored, '%'])
      expect(await refusalOf(read(guess)), guess).toBe('invite_invalid');
    const other = await makeGroup();
    const params = { id: other, inviteId: made.id };
    expect(await refusalOf(teacher.api.call('revokeGroupInvite', { params }))).toBe('not_found');
    await teacher.api.call('revokeGroupInvite', { params: { id, inviteId: made.id } });
    expect(await refusalOf(read(made.code))).toBe('invite_invalid');
    expect(await refusalOf(join(person, made.code))).toBe('invite_invalid');
  });

  test('is over after its days', async () => {
    const id = await makeGroup();
    const code = await invite(id);
    const past = new Date(Date.now() - 1000);
    await server.db
      .updateTable('group_invites')
      .set({ expires_at: past })
      .where('group_id', '=', id)
      .execute();
    expect(await refusalOf(join(await settle(server), code))).toBe('invite_invalid');
    expect((await teacher.api.call('groupInvites', { params: { id } })).items).toEqual([]);
  });

  test('is not found by trying: who tries many codes is slowed down', async () => {
    const person = await settle(server);
    const codes: (string | null)[] = [];
    for (let n = 0; n < 25; n += 1) codes.push(await refusalOf(join(person, `guess ${n}`)));
    expect(new Set(codes)).toEqual(new Set(['invite_invalid', 'rate_limited']));
  });
});
