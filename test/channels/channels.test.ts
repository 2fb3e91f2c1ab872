import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { screen, settle } from '../community/settle.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { channelsOf, refusalOf } from './channels-of.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let chief: Person;
let admin: Person;
let channels: ReturnType<typeof channelsOf>;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  chief = await settle(server, { nickname: 'Chief', roles: ['editor'] });
  admin = await settle(server, { roles: ['admin'] });
  channels = channelsOf(server, chief);
});

describe('a channel', () => {
  test('has a handle like no account’s, and none of the server’s names', async () => {
    await channels.makeChannel(chief, 'tonight');
    const make = (handle: string) => refusalOf(channels.makeChannel(chief, handle));
    for (const alike of ['tonight', 'TONIGHT', 'tоnight', chief.account])
      expect(await make(alike), alike).toBe('handle_taken');
    for (const wrong of ['admin', 'two words', 'a', 'a'.repeat(33)])
      expect(await make(wrong), wrong).toBe('invalid_request');
    const ends = await Promise.all([1, 2, 3].map(() => make('atonce')));
    expect(ends.toSorted()).toEqual(['handle_taken', 'handle_taken', null].toSorted());
  });

  test('cannot be signed in as, by whatever way', async () => {
    const { id, handle } = await channels.makeChannel();
    const { api } = admin;
    for (const password of ['', 'null', 'correct horse 8'])
      expect(await refusalOf(apiOf(server.url).call('login', { body: { account: handle, password } }))).toBe(
        'wrong_credentials',
      );
    expect(await refusalOf(api.call('createPasswordReset', { params: { id } }))).toBe('no_password');
    expect(await refusalOf(api.call('giveRole', { params: { id, role: 'admin' } }))).toBe('not_found');
    expect((await api.call('adminUsers', { query: { q: handle } })).items).toEqual([]);
    expect(await api.call('putBadge', { params: { id }, body: { badge: 'The City' } })).toMatchObject({ id });
    const change = server.db.updateTable('users').set({ password_hash: 'a hash' }).where('id', '=', id);
    await expect(change.execute()).rejects.toThrow('channels_do_not_sign_in');
  });

  test('is in nobody’s list of groups, for whom nothing is, and is not named or deleted as one', async () => {
    const { id, nickname } = await channels.makeChannel();
    const params = { id };
    expect((await chief.api.call('myGroups')).items.map((group) => group.id)).not.toContain(id);
    const group = { name: nickname, isChannel: true };
    expect(await chief.api.call('group', { params })).toMatchObject(group);
    const calls = [
      chief.api.call('renameGroup', { params, body: { name: 'A' } }),
      chief.api.call('deleteGroup', { params }),
    ];
    expect(await Promise.all(calls.map(refusalOf))).toEqual(['forbidden', 'forbidden']);
    const { assetId } = await chief.api.call('createUpload', { body: { fileName: 'a', sizeBytes: 1 } });
    const body = { assetId, title: 'A', visibility: 'group' as const, groupIds: [id] };
    expect(await refusalOf(chief.api.call('createVideo', { body }))).toBe('invalid_request');
    const { code } = await chief.api.call('createGroupInvite', { params, body: { uses: 1, days: 1 } });
    const invited = await (await settle(server)).api.call('readGroupInvite', { body: { code } });
    expect(invited).toMatchObject({ group });
  });

  test('is shown with what I am in it, and to nobody outside; who makes one needs a role', async () => {
    const { id, handle } = await channels.makeChannel();
    const member = await channels.makeMember(id);
    const { items } = await member.api.call('myChannels');
    expect(items).toMatchObject([{ id, handle, myRole: 'member', members: 2 }]);
    const stranger = await settle(server);
    const params = { id };
    expect(await refusalOf(stranger.api.call('channel', { params }))).toBe('not_found');
    expect(await refusalOf(stranger.api.call('deleteChannel', { params }))).toBe('not_found');
    expect(await refusalOf(member.api.call('deleteChannel', { params }))).toBe('forbidden');
    expect(await admin.api.call('channel', { params })).toMatchObject({ myRole: null });
    expect(await refusalOf(channels.makeChannel(stranger))).toBe('forbidden');
    expect(
      await refusalOf(
        chief.api.call('createReport', {
          body: { subject: { kind: 'user', id }, reason: 'spam' },
        }),
      ),
    ).toBe('report_own');
  });

  test('is renamed and found by its new name', async () => {
    const { id } = await channels.makeChannel();
    const { videoId } = await channels.publishAs(id, chief);
    await channels.letPlay(videoId);
    const body = { nickname: 'Zephyrian Observer', bio: 'Winds' };
    expect(await chief.api.call('putProfile', { query: { as: id }, body })).toMatchObject(body);
    const { items } = await chief.api.call('search', { query: { q: 'Zephyrian' } });
    expect(JSON.stringify(items)).toContain(videoId);
    expect(await chief.api.call('me')).toMatchObject({ nickname: 'Chief' });
  });

  test('keeps an owner, though two hand it to each other and leave at once', async () => {
    const { id } = await channels.makeChannel();
    const other = await channels.makeMember(id, 'owner');
    const ends = await Promise.all([
      refusalOf(channels.remove(id, chief)),
      refusalOf(channels.remove(id, other, other)),
      refusalOf(
        other.api.call('putGroupMember', { params: { id, userId: other.id }, body: { role: 'member' } }),
      ),
    ]);
    expect(ends.filter((end) => end === null).length).toBeLessThan(3);
    const { items } = await admin.api.call('groupMembers', { params: { id } });
    expect(items.filter(({ role }) => role === 'owner')).toHaveLength(1);
  });

  test('takes nothing from who was taken out in the middle of an upload', async () => {
    const { id } = await channels.makeChannel();
    const member = await channels.makeMember(id);
    const { assetId } = await member.api.call('createUpload', { body: { fileName: 'a.mp4', sizeBytes: 10 } });
    // As another process would do it, of which this one does not hear in time: the row decides.
    await server.db.deleteFrom('group_members').where('user_id', '=', member.id).execute();
    const body = { assetId, title: 'Too late', visibility: 'public' as const };
    expect(await refusalOf(member.api.call('createVideo', { query: { as: id }, body }))).toBe('not_found');
    expect(await refusalOf(member.api.call('createVideo', { body }))).toBeNull();
    expect((await chief.api.call('myVideos', { query: { as: id } })).items).toEqual([]);
  });

  test('keeps its videos when who made them goes, and goes with them itself', async () => {
    const { id } = await channels.makeChannel();
    const maker = await channels.makeMember(id);
    const [{ videoId }, own] = [await channels.publishAs(id, maker), await screen(server, maker)];
    await channels.letPlay(videoId);
    const params = { id: videoId };
    await server.db.updateTable('users').set({ account: null }).where('id', '=', maker.id).execute();
    await maker.api.call('deleteAccount', { body: {} });
    const reader = await settle(server);
    expect(await reader.api.call('video', { params })).toMatchObject({ author: { id }, state: 'ready' });
    expect(await refusalOf(reader.api.call('video', { params: { id: own } }))).toBe('not_found');
    expect(await chief.api.call('channel', { params: { id } })).toMatchObject({ members: 1 });
    const other = await channels.makeMember(id);
    await chief.api.call('deleteChannel', { params: { id } });
    const calls = [
      reader.api.call('user', { params: { id } }),
      reader.api.call('video', { params }),
      other.api.call('myVideos', { query: { as: id } }),
      chief.api.call('channel', { params: { id } }),
    ];
    expect(await Promise.all(calls.map(refusalOf))).toEqual(calls.map(() => 'not_found'));
    expect(await server.db.selectFrom('groups').select('id').where('id', '=', id).execute()).toEqual([]);
  });

  test('of whose people nobody is left is looked after by administrators', async () => {
    const owner = await settle(server, { roles: ['editor'] });
    const { id } = await channels.makeChannel(owner);
    await server.db.updateTable('users').set({ account: null }).where('id', '=', owner.id).execute();
    await owner.api.call('deleteAccount', { body: {} });
    const params = { id };
    expect(await admin.api.call('channel', { params })).toMatchObject({ members: 0 });
    const { code } = await admin.api.call('createGroupInvite', { params, body: { uses: 1, days: 1 } });
    const next = await settle(server);
    await next.api.call('joinGroup', { body: { code } });
    const place = { id, userId: next.id };
    await admin.api.call('putGroupMember', { params: place, body: { role: 'owner' } });
    expect(await next.api.call('channel', { params })).toMatchObject({ myRole: 'owner' });
  });
});
