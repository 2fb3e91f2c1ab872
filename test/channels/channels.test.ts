import { createMemoryStore } from '@weireel/blob';
import { routes, type GroupRole, type Route, type RouteName } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { newId, screen, settle } from '../community/settle.ts';
import { openStream } from '../event-stream.ts';
import { eventually } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { deskOf, refusalOf, type Desk } from './desk.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let chief: Person;
let admin: Person;
let desk: Desk;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  chief = await settle(server, { nickname: 'Chief', roles: ['editor'] });
  admin = await settle(server, { roles: ['admin'] });
  desk = deskOf(server, chief);
});

const makeChannel: Desk['makeChannel'] = (...wish) => desk.makeChannel(...wish);
const join: Desk['join'] = (...wish) => desk.join(...wish);
const makeMember: Desk['makeMember'] = (...wish) => desk.makeMember(...wish);
const remove = (id: string, { id: userId }: Person, by = chief) =>
  by.api.call('removeGroupMember', { params: { id, userId } });

/** A file of somebody's on its way, and a video of it, as the channel. */
async function publishAs(id: string, { api }: Person, visibility: 'public' | 'private' = 'public') {
  const { assetId } = await api.call('createUpload', { body: { fileName: 'a.mp4', sizeBytes: 10 } });
  const video = await api.call('createVideo', {
    ...{ query: { as: id }, body: { assetId, title: 'Of the desk', visibility } },
  });
  return { assetId, videoId: video.id };
}

/** Lets a video play, as if its file had come and been processed. */
async function letPlay(videoId: string): Promise<void> {
  const shown = await screen(server, chief);
  const { asset_id } = await server.db
    .selectFrom('videos')
    .select('asset_id')
    .where('id', '=', shown)
    .executeTakeFirstOrThrow();
  const { owner_id } = await server.db
    .selectFrom('assets')
    .innerJoin('videos', 'videos.asset_id', 'assets.id')
    .select('owner_id')
    .where('videos.id', '=', videoId)
    .executeTakeFirstOrThrow();
  await server.db.updateTable('assets').set({ owner_id }).where('id', '=', asset_id).execute();
  await server.db
    .updateTable('videos')
    .set({ asset_id, published_at: new Date() })
    .where('id', '=', videoId)
    .execute();
}

/** What one has to be in a channel for each call that can be made as it. */
const least: Partial<Record<RouteName, GroupRole>> = {
  ...{ createVideo: 'member', myVideos: 'member', createCollection: 'member', myCollections: 'member' },
  ...{ createComment: 'member', heldComments: 'manager', notifications: 'manager' },
  ...{ readNotifications: 'manager', readNotification: 'manager', putPinnedVideos: 'manager', me: 'manager' },
  ...{ putProfile: 'owner', putAvatar: 'owner', deleteAvatar: 'owner' },
};

describe('what is done as a channel', () => {
  const asCalls = Object.entries(routes as Record<string, Route>).filter(
    ([, { query }]) => query !== undefined && 'as' in (query as { properties: object }).properties, // as: an object's schema
  );
  const bodies: Partial<Record<string, unknown>> = {
    createVideo: { assetId: 'nothing000000000', title: 'A', visibility: 'private' },
    ...{ createComment: { body: 'A' }, putPinnedVideos: { videoIds: [] }, putAvatar: Buffer.from('a') },
    createCollection: {
      ...{ kind: 'course', title: 'A', description: '', visibility: 'private', coverVideoId: null },
    },
    putProfile: { nickname: 'Renamed', bio: '' },
  };

  test('needs what is written down for each call, whichever else one may', async () => {
    expect(asCalls.map(([name]) => name).toSorted()).toEqual(Object.keys(least).toSorted());
    const { id } = await makeChannel();
    const videoId = await screen(server, chief);
    const people = {
      ...{ stranger: await settle(server), admin, member: await makeMember(id) },
      ...{ manager: await makeMember(id, 'manager'), owner: await makeMember(id, 'owner') },
    };
    const order = ['member', 'manager', 'owner'];
    for (const [who, { token }] of Object.entries(people))
      for (const [name, { method, path }] of asCalls) {
        const needed = least[name as RouteName] ?? 'owner'; // as: a name of the table
        const body = bodies[name];
        const answer = await send(server.url, `/api/v1${path.replace('{id}', videoId)}?as=${id}`, {
          ...{ method, token },
          ...(body !== undefined && { body }),
          ...(body instanceof Uint8Array && { headers: { 'content-type': 'application/octet-stream' } }),
        });
        const code = answer.status < 400 ? null : problemOf(answer).code;
        const isMember = order.includes(who);
        if (!isMember) expect(code, `${who} ${name}`).toBe('not_found');
        else if (order.indexOf(who) < order.indexOf(needed)) expect(code, `${who} ${name}`).toBe('forbidden');
        // A comment as the channel is for its own videos.
        else if (name !== 'createComment') expect(code, `${who} ${name}`).not.toBe('forbidden');
      }
  });

  test('is the channel’s: its video, its name, its page, its followers; who made it is written down', async () => {
    const { id, handle } = await makeChannel();
    const member = await makeMember(id);
    const { videoId, assetId } = await publishAs(id, member);
    await letPlay(videoId);
    const reader = await settle(server);
    const params = { id };
    expect(await reader.api.call('video', { params: { id: videoId } })).toMatchObject({ author: { id } });
    expect((await apiOf(server.url).call('userVideos', { params })).items).toHaveLength(1);
    const channel = { handle, myRole: null };
    expect(await reader.api.call('user', { params })).toMatchObject({ channel, bio: 'News of the day' });
    expect(await member.api.call('user', { params })).toMatchObject({ channel: { myRole: 'member' } });
    expect(await reader.api.call('user', { params: { id: member.id } })).toMatchObject({ channel: null });
    expect(await reader.api.call('followUser', { params })).toMatchObject({ followers: 1 });
    // What is sent counts as who has sent it.
    expect((await member.api.call('myAssets')).items.map((asset) => asset.id)).toContain(assetId);
    expect((await member.api.call('myVideos')).items).toEqual([]);
    const { rows } = await readAudit(videoId);
    expect(rows).toMatchObject([{ kind: 'video.created', user_id: id, payload: { byId: member.id } }]);
  });

  async function readAudit(subjectId: string) {
    const rows = await server.db
      .selectFrom('events')
      .select(['kind', 'user_id', 'payload'])
      .where('subject_id', '=', subjectId)
      .where('kind', 'like', 'video.%')
      .orderBy('id')
      .execute();
    return { rows };
  }

  test('is managed by its owners and managers, and by members what they have made', async () => {
    const { id } = await makeChannel();
    const people = {
      ...{ owner: chief, manager: await makeMember(id, 'manager'), maker: await makeMember(id) },
      ...{ member: await makeMember(id), stranger: await settle(server) },
    };
    const { videoId } = await publishAs(id, people.maker, 'private');
    await letPlay(videoId);
    const params = { id: videoId };
    const body = { title: 'B', description: '', tags: [], categoryId: null, visibility: 'private' as const };
    const manage = (api: Person['api'], language: string) => [
      api.call('video', { params }),
      api.call('putVideoDetails', { params, body }),
      api.call('videoCovers', { params }),
      api.call('putCommentPolicy', { params, body: { policy: 'approve' as const } }),
      api.call('putChapters', { params, body: { chapters: [{ startMs: 0, title: 'A' }] } }),
      api.call('putCaptions', {
        params: { id: videoId, language },
        body: { label: 'A', cues: [{ startMs: 0, endMs: 1, text: 'A', words: null }] },
      }),
    ];
    const listed = async ({ api }: Person) =>
      (await api.call('myVideos', { query: { as: id } })).items.map((video) => video.id);
    const languages = ['en', 'fr', 'de', 'it', 'es'];
    for (const [n, [who, person]] of Object.entries(people).entries()) {
      const may = ['owner', 'manager', 'maker'].includes(who);
      const codes = await Promise.all(manage(person.api, languages[n] ?? 'ja').map(refusalOf));
      expect(codes, who).toEqual(codes.map(() => (may ? null : 'not_found')));
      if (who !== 'stranger') expect(await listed(person), who).toEqual(may ? [videoId] : []);
    }
    await remove(id, people.maker);
    expect(await refusalOf(people.maker.api.call('video', { params }))).toBe('not_found');
    await people.manager.api.call('deleteVideo', { params });
    const last = (await readAudit(videoId)).rows.at(-1);
    expect(last).toMatchObject({ kind: 'video.deleted', payload: { byId: people.manager.id } });
  });

  test('takes another file from whoever manages it, which counts as theirs', async () => {
    const { id } = await makeChannel();
    const manager = await makeMember(id, 'manager');
    const { videoId } = await publishAs(id, await makeMember(id));
    const next = await manager.api.call('createUpload', { body: { fileName: 'b.mp4', sizeBytes: 10 } });
    await manager.api.call('putVideoSource', { params: { id: videoId }, body: { assetId: next.assetId } });
    const { items } = await manager.api.call('myAssets');
    expect(items.map((asset) => asset.id)).toEqual([next.assetId]);
  });

  test('answers below its own videos, and nowhere else', async () => {
    const { id, nickname } = await makeChannel();
    const maker = await makeMember(id);
    const { videoId } = await publishAs(id, maker);
    await letPlay(videoId);
    const reader = await settle(server);
    const params = { id: videoId };
    const asked = await reader.api.call('createComment', { params, body: { body: 'When?' } });
    const say = ({ api }: Person, at = params, body = newId()) =>
      api.call('createComment', { query: { as: id }, params: at, body: { body } });
    const answer = { body: 'At noon', replyTo: asked.id };
    expect(await maker.api.call('createComment', { query: { as: id }, params, body: answer })).toMatchObject({
      ...{ author: { id, nickname }, isByVideoAuthor: true },
    });
    expect(await refusalOf(say(chief))).toBeNull();
    expect(await refusalOf(say(await makeMember(id)))).toBe('forbidden');
    expect(await refusalOf(say(chief, { id: await screen(server, chief) }))).toBe('forbidden');
    expect(await refusalOf(say(admin))).toBe('not_found');
    const stored = await server.db
      .selectFrom('comments')
      .select('made_by')
      .where('author_id', '=', id)
      .orderBy('created_at')
      .execute();
    expect(stored.map(({ made_by }) => made_by)).toEqual([maker.id, chief.id]);
    // What others say below it is told to the channel, and read by who manages it.
    const inbox = await chief.api.call('notifications', { query: { as: id } });
    expect(inbox.items).toMatchObject([{ kind: 'comment', actors: [{ id: reader.id }] }]);
    expect((await reader.api.call('notifications')).items).toMatchObject([{ kind: 'reply' }]);
    expect(await chief.api.call('readNotifications', { query: { as: id } })).toEqual({ notifications: 0 });
  });

  test('holds collections, which show what only some may find to nobody else', async () => {
    const { id } = await makeChannel();
    const [maker, manager] = [await makeMember(id), await makeMember(id, 'manager')];
    const member = await makeMember(id);
    const { videoId } = await publishAs(id, maker, 'private');
    const list = { kind: 'course', title: 'A', description: '', visibility: 'private' } as const;
    const body = { ...list, coverVideoId: null };
    const made = await maker.api.call('createCollection', { query: { as: id }, body });
    expect(made.owner.id).toBe(id);
    const params = { id: made.id };
    await manager.api.call('putCollectionItem', { params: { ...params, videoId }, body: {} });
    expect(await manager.api.call('collection', { params })).toMatchObject({ itemCount: 1 });
    expect(await refusalOf(member.api.call('collection', { params }))).toBe('not_found');
    const own = async ({ api }: Person) =>
      (await api.call('myCollections', { query: { as: id } })).items.map((each) => each.id);
    expect([await own(maker), await own(manager), await own(member)]).toEqual([[made.id], [made.id], []]);
    await manager.api.call('deleteCollection', { params });
  });

  test('reaches the streams of who manages it, and from then on of who comes into it', async () => {
    const { id } = await makeChannel();
    const late = await settle(server);
    const [watching, waiting] = [await openStream(chief), await openStream(late)];
    const told = (stream: typeof watching, videoId: string) =>
      stream.messages.some(({ event, data }) => event === 'video' && (data as { id: string }).id === videoId); // as: a video
    const { videoId } = await publishAs(id, await makeMember(id), 'private');
    await eventually(() => told(watching, videoId));
    await join(id, late, 'manager');
    await eventually(() => waiting.hasEnded());
    const again = await openStream(late, waiting.messages.at(-1)?.id);
    await eventually(() => told(again, videoId));
    for (const stream of [watching, again]) stream.close();
  });
});

describe('a channel', () => {
  test('has a handle like no account’s, and none of the server’s names', async () => {
    await makeChannel(chief, 'tonight');
    const make = (handle: string) => refusalOf(makeChannel(chief, handle));
    for (const alike of ['tonight', 'TONIGHT', 'tоnight', chief.account])
      expect(await make(alike), alike).toBe('handle_taken');
    for (const wrong of ['admin', 'two words', 'a', 'a'.repeat(33)])
      expect(await make(wrong), wrong).toBe('invalid_request');
    const ends = await Promise.all([1, 2, 3].map(() => make('atonce')));
    expect(ends.toSorted()).toEqual(['handle_taken', 'handle_taken', null].toSorted());
  });

  test('cannot be signed in as, by whatever way', async () => {
    const { id, handle } = await makeChannel();
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
    const { id, nickname } = await makeChannel();
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
    const { id, handle } = await makeChannel();
    const member = await makeMember(id);
    const { items } = await member.api.call('myChannels');
    expect(items).toMatchObject([{ id, handle, myRole: 'member', members: 2 }]);
    const stranger = await settle(server);
    const params = { id };
    expect(await refusalOf(stranger.api.call('channel', { params }))).toBe('not_found');
    expect(await refusalOf(stranger.api.call('deleteChannel', { params }))).toBe('not_found');
    expect(await refusalOf(member.api.call('deleteChannel', { params }))).toBe('forbidden');
    expect(await admin.api.call('channel', { params })).toMatchObject({ myRole: null });
    expect(await refusalOf(makeChannel(stranger))).toBe('forbidden');
    expect(
      await refusalOf(
        chief.api.call('createReport', {
          body: { subject: { kind: 'user', id }, reason: 'spam' },
        }),
      ),
    ).toBe('report_own');
  });

  test('is renamed and found by its new name', async () => {
    const { id } = await makeChannel();
    const { videoId } = await publishAs(id, chief);
    await letPlay(videoId);
    const body = { nickname: 'Zephyrian Observer', bio: 'Winds' };
    expect(await chief.api.call('putProfile', { query: { as: id }, body })).toMatchObject(body);
    const { items } = await chief.api.call('search', { query: { q: 'Zephyrian' } });
    expect(JSON.stringify(items)).toContain(videoId);
    expect(await chief.api.call('me')).toMatchObject({ nickname: 'Chief' });
  });

  test('keeps an owner, though two hand it to each other and leave at once', async () => {
    const { id } = await makeChannel();
    const other = await makeMember(id, 'owner');
    const ends = await Promise.all([
      refusalOf(remove(id, chief)),
      refusalOf(remove(id, other, other)),
      refusalOf(
        other.api.call('putGroupMember', { params: { id, userId: other.id }, body: { role: 'member' } }),
      ),
    ]);
    expect(ends.filter((end) => end === null).length).toBeLessThan(3);
    const { items } = await admin.api.call('groupMembers', { params: { id } });
    expect(items.filter(({ role }) => role === 'owner')).toHaveLength(1);
  });

  test('takes nothing from who was taken out in the middle of an upload', async () => {
    const { id } = await makeChannel();
    const member = await makeMember(id);
    const { assetId } = await member.api.call('createUpload', { body: { fileName: 'a.mp4', sizeBytes: 10 } });
    // As another process would do it, of which this one does not hear in time: the row decides.
    await server.db.deleteFrom('group_members').where('user_id', '=', member.id).execute();
    const body = { assetId, title: 'Too late', visibility: 'public' as const };
    expect(await refusalOf(member.api.call('createVideo', { query: { as: id }, body }))).toBe('not_found');
    expect(await refusalOf(member.api.call('createVideo', { body }))).toBeNull();
    expect((await chief.api.call('myVideos', { query: { as: id } })).items).toEqual([]);
  });

  test('keeps its videos when who made them goes, and goes with them itself', async () => {
    const { id } = await makeChannel();
    const maker = await makeMember(id);
    const [{ videoId }, own] = [await publishAs(id, maker), await screen(server, maker)];
    await letPlay(videoId);
    const params = { id: videoId };
    await server.db.updateTable('users').set({ account: null }).where('id', '=', maker.id).execute();
    await maker.api.call('deleteAccount', { body: {} });
    const reader = await settle(server);
    expect(await reader.api.call('video', { params })).toMatchObject({ author: { id }, state: 'ready' });
    expect(await refusalOf(reader.api.call('video', { params: { id: own } }))).toBe('not_found');
    expect(await chief.api.call('channel', { params: { id } })).toMatchObject({ members: 1 });
    const other = await makeMember(id);
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
    const { id } = await makeChannel(owner);
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
