import { createMemoryStore } from '@weireel/blob';
import { routes, type GroupRole, type Route, type RouteName } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { newId, screen, settle } from '../community/settle.ts';
import { openStream, type EventStream } from '../event-stream.ts';
import { eventually } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
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
    const { id } = await channels.makeChannel();
    const videoId = await screen(server, chief);
    const people = {
      ...{ stranger: await settle(server), admin, member: await channels.makeMember(id) },
      ...{ manager: await channels.makeMember(id, 'manager'), owner: await channels.makeMember(id, 'owner') },
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
    const { id, handle } = await channels.makeChannel();
    const member = await channels.makeMember(id);
    const { videoId, assetId } = await channels.publishAs(id, member);
    await channels.letPlay(videoId);
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
    const { id } = await channels.makeChannel();
    const people = {
      ...{
        owner: chief,
        manager: await channels.makeMember(id, 'manager'),
        maker: await channels.makeMember(id),
      },
      ...{ member: await channels.makeMember(id), stranger: await settle(server) },
    };
    const { videoId } = await channels.publishAs(id, people.maker, 'private');
    await channels.letPlay(videoId);
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
    await channels.remove(id, people.maker);
    expect(await refusalOf(people.maker.api.call('video', { params }))).toBe('not_found');
    await people.manager.api.call('deleteVideo', { params });
    const last = (await readAudit(videoId)).rows.at(-1);
    expect(last).toMatchObject({ kind: 'video.deleted', payload: { byId: people.manager.id } });
  });

  test('takes another file from whoever manages it, which counts as theirs', async () => {
    const { id } = await channels.makeChannel();
    const manager = await channels.makeMember(id, 'manager');
    const { videoId } = await channels.publishAs(id, await channels.makeMember(id));
    const next = await manager.api.call('createUpload', { body: { fileName: 'b.mp4', sizeBytes: 10 } });
    await manager.api.call('putVideoSource', { params: { id: videoId }, body: { assetId: next.assetId } });
    const { items } = await manager.api.call('myAssets');
    expect(items.map((asset) => asset.id)).toEqual([next.assetId]);
  });

  test('answers below its own videos, and nowhere else', async () => {
    const { id, nickname } = await channels.makeChannel();
    const maker = await channels.makeMember(id);
    const { videoId } = await channels.publishAs(id, maker);
    await channels.letPlay(videoId);
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
    expect(await refusalOf(say(await channels.makeMember(id)))).toBe('forbidden');
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
    const { id } = await channels.makeChannel();
    const [maker, manager] = [await channels.makeMember(id), await channels.makeMember(id, 'manager')];
    const member = await channels.makeMember(id);
    const { videoId } = await channels.publishAs(id, maker, 'private');
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

  /** A stream that has said where it begins; one that ends before it does so is opened again. */
  async function openGreeted(person: Person): Promise<EventStream> {
    for (;;) {
      const stream = await openStream(person);
      await eventually(() => stream.messages.length > 0 || stream.hasEnded());
      if (stream.messages.length > 0) return stream;
    }
  }

  /**
   * Waits until somebody is told of a video, on streams that go on where one has ended, as those of clients do: it
   * ends whenever its person comes into a channel, of which it may hear late.
   */
  async function untilTold(person: Person, first: EventStream, videoId: string): Promise<void> {
    let stream = first;
    await eventually(async () => {
      if (stream.hasEnded()) stream = await openStream(person, lastId(stream) ?? lastId(first));
      return stream.messages.some(
        // As: what is said of a video has its id.
        ({ event, data }) => event === 'video' && (data as { id: string }).id === videoId,
      );
    });
    stream.close();
  }

  const lastId = ({ messages }: EventStream): string | undefined => messages.at(-1)?.id;

  test('reaches the streams of who manages it, and from then on of who comes into it', async () => {
    const { id } = await channels.makeChannel();
    const late = await settle(server);
    const [watching, waiting] = [await openGreeted(chief), await openGreeted(late)];
    const { videoId } = await channels.publishAs(id, await channels.makeMember(id), 'private');
    await untilTold(chief, watching, videoId);
    await channels.join(id, late, 'manager');
    await eventually(() => waiting.hasEnded());
    await untilTold(late, waiting, videoId);
  });
});
