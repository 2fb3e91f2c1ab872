import { createMemoryStore } from '@weireel/blob';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { screen, settle } from '../community/settle.ts';
import { openStream, type EventStream } from '../event-stream.ts';
import { eventually } from '../eventually.ts';
import { undoAfterAll } from '../undo-after-all.ts';
import { channelsOf, refusalOf } from './channels-of.ts';

const undo = undoAfterAll();
let server: InProcessServer;
let chief: Person;
let reader: Person;
let channels: ReturnType<typeof channelsOf>;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  undo(() => server.stop());
  chief = await settle(server, { nickname: 'Chief', roles: ['editor'] });
  reader = await settle(server);
  channels = channelsOf(server, chief);
});

const move = ({ api }: Person, id: string, authorId: string) =>
  api.call('putVideoAuthor', { params: { id }, body: { authorId } });
const moveList = ({ api }: Person, id: string, ownerId: string) =>
  api.call('putCollectionOwner', { params: { id }, body: { ownerId } });

/** What a stream has told of a video, in its order. */
const toldOf = ({ messages }: EventStream, videoId: string): string[] =>
  messages
    .filter(({ data }) => (data as { id?: string }).id === videoId) // as: of what has an id
    .map(({ event }) => event);

async function readMoves(videoId: string) {
  return server.db
    .selectFrom('events')
    .select(['user_id', 'payload'])
    .where('subject_id', '=', videoId)
    .where('kind', '=', 'video.moved')
    .orderBy('id')
    .execute();
}

describe('a video that is moved', () => {
  test('takes everything along that others have said and done, and is found by its new name', async () => {
    const channel = await channels.makeChannel(chief, 'zephyrgazette');
    const author = await channels.makeMember(channel.id);
    const videoId = await screen(server, author);
    const params = { id: videoId };
    await author.api.call('putPinnedVideos', { body: { videoIds: [videoId] } });
    await author.api.call('putCommentPolicy', { params, body: { policy: 'approve' } });
    await reader.api.call('createComment', { params, body: { body: 'May I say this?' } });
    await reader.api.call('likeVideo', { params });
    const moved = await move(author, videoId, channel.id);
    expect(moved).toMatchObject({ id: videoId, author: { id: channel.id }, counts: { likes: 1 } });
    expect(await move(author, videoId, channel.id)).toMatchObject({ author: { id: channel.id } });
    expect(await readMoves(videoId)).toEqual([
      { user_id: author.id, payload: { fromId: author.id } },
      { user_id: channel.id, payload: { fromId: author.id, byId: author.id } },
    ]);
    const counts = async (id: string) => (await reader.api.call('user', { params: { id } })).counts.videos;
    expect([await counts(author.id), await counts(channel.id)]).toEqual([0, 1]);
    const held = async (person: Person, query = {}) =>
      (await person.api.call('heldComments', { query })).items.map(({ comment }) => comment.body);
    expect(await held(author)).toEqual([]);
    expect(await held(chief, { as: channel.id })).toEqual(['May I say this?']);
    const pinned = await server.db.selectFrom('pinned_videos').selectAll().execute();
    expect(pinned.map(({ video_id }) => video_id)).not.toContain(videoId);
    const { items } = await reader.api.call('search', { query: { q: 'zephyrgazette' } });
    expect(JSON.stringify(items)).toContain(videoId);
    // Who has sent it may have it back, though the channel has it from somebody else by then.
    expect(await move(author, videoId, author.id)).toMatchObject({ author: { id: author.id } });
    expect([await counts(author.id), await counts(channel.id)]).toEqual([1, 0]);
  });

  test('is told to those whose it is now, and as gone to those whose it was', async () => {
    const [from, to] = [await channels.makeChannel(), await channels.makeChannel()];
    const colleague = await channels.makeMember(from.id, 'manager');
    const successor = await channels.makeMember(to.id, 'manager');
    const videoId = await screen(server, chief, { visibility: 'private' });
    await move(chief, videoId, from.id);
    const streams = await Promise.all([colleague, successor, chief].map((person) => openStream(person)));
    await move(chief, videoId, to.id);
    const told = () => streams.map((stream) => toldOf(stream, videoId).at(-1));
    await eventually(() => told().every((event) => event !== undefined));
    expect(told()).toEqual(['video-deleted', 'video', 'video']);
    for (const stream of streams) stream.close();
    const look = ({ api }: Person) => refusalOf(api.call('video', { params: { id: videoId } }));
    expect(await Promise.all([colleague, successor, reader].map(look))).toEqual([
      'not_found',
      null,
      'not_found',
    ]);
  });

  test('is moved by whose own it is, to where they publish, and by nobody else', async () => {
    const [channel, other] = [await channels.makeChannel(), await channels.makeChannel()];
    const [member, maker] = [await channels.makeMember(channel.id), await channels.makeMember(channel.id)];
    const admin = await settle(server, { roles: ['admin'] });
    const viewer = await channels.join(channel.id, await settle(server, { roles: ['viewer'] }));
    const [open, closed] = [
      await screen(server, maker),
      await screen(server, maker, { visibility: 'private' }),
    ];
    for (const [who, person, code] of [
      ['a stranger', reader, ['forbidden', 'not_found']],
      ['a colleague', member, ['forbidden', 'not_found']],
      ['who may not publish', viewer, ['forbidden', 'forbidden']],
    ] as const)
      for (const [n, id] of [open, closed].entries())
        expect(await refusalOf(move(person, id, channel.id)), who).toBe(code[n]);
    // Who looks after others' videos does not publish for them.
    await channels.join(channel.id, admin);
    expect(await refusalOf(move(admin, open, channel.id))).toBe('forbidden');
    for (const nowhere of [other.id, member.id, 'nothing000000000'])
      expect(await refusalOf(move(maker, open, nowhere)), nowhere).toBe('not_found');
    await move(maker, open, channel.id);
    expect(await refusalOf(move(member, open, member.id))).toBe('forbidden');
    expect(await refusalOf(move(chief, open, chief.id))).toBe('sent_by_others');
    expect(await refusalOf(move(maker, open, other.id))).toBe('not_found');
    expect(await refusalOf(move(chief, open, other.id))).toBeNull();
    expect(await refusalOf(move(maker, open, maker.id))).toBe('forbidden');
    expect(await refusalOf(move(chief, open, chief.id))).toBe('sent_by_others');
  });

  test('is not moved by who was taken out meanwhile, and stays when they go', async () => {
    const channel = await channels.makeChannel();
    const member = await channels.makeMember(channel.id);
    const [stays, late] = [await screen(server, member), await screen(server, member)];
    await move(member, stays, channel.id);
    // As another process would do it, of which this one does not hear in time: the row decides.
    await server.db.deleteFrom('group_members').where('user_id', '=', member.id).execute();
    expect(await refusalOf(move(member, late, channel.id))).toBe('not_found');
    await server.db.updateTable('users').set({ account: null }).where('id', '=', member.id).execute();
    await member.api.call('deleteAccount', { body: {} });
    const look = (id: string) => refusalOf(reader.api.call('video', { params: { id } }));
    expect([await look(stays), await look(late)]).toEqual([null, 'not_found']);
  });

  test('is somewhere once, though two move it at once', async () => {
    const pair = [await channels.makeChannel(), await channels.makeChannel()];
    const videoId = await screen(server, chief);
    const ends = await Promise.all(pair.map(({ id }) => refusalOf(move(chief, videoId, id))));
    expect(ends).toEqual([null, null]);
    const { author } = await reader.api.call('video', { params: { id: videoId } });
    const lists = await Promise.all(pair.map(({ id }) => reader.api.call('userVideos', { params: { id } })));
    expect(lists.map(({ items }) => items.length)).toEqual(pair.map(({ id }) => (id === author.id ? 1 : 0)));
    expect((await readMoves(videoId)).length).toBe(4);
  });
});

describe('a collection that is moved', () => {
  const body = {
    kind: 'course',
    title: 'A',
    description: '',
    visibility: 'public',
    coverVideoId: null,
  } as const;

  test('keeps what is in it and how far people are, and is managed by its new people', async () => {
    const channel = await channels.makeChannel();
    const [member, manager] = [
      await channels.makeMember(channel.id),
      await channels.makeMember(channel.id, 'manager'),
    ];
    const { id } = await member.api.call('createCollection', { body });
    const params = { id };
    const videoId = await screen(server, member);
    await member.api.call('putCollectionItem', { params: { ...params, videoId }, body: {} });
    expect(await manager.api.call('collection', { params })).toMatchObject({ isManaged: false });
    expect(await moveList(member, id, channel.id)).toMatchObject({
      ...{ owner: { id: channel.id }, itemCount: 1, isManaged: true },
    });
    expect(await manager.api.call('collection', { params })).toMatchObject({ isManaged: true });
    expect(await reader.api.call('collection', { params })).toMatchObject({ isManaged: false, itemCount: 1 });
    const own = async (query: { as?: string }) =>
      (await member.api.call('myCollections', { query })).items.map((each) => each.id);
    expect([await own({}), await own({ as: channel.id })]).toEqual([[], [id]]);
    expect(await moveList(member, id, member.id)).toMatchObject({ owner: { id: member.id } });
    expect(await refusalOf(moveList(manager, id, channel.id))).toBe('forbidden');
  });

  test('is moved by whose own it is, to where they publish, and by nobody else', async () => {
    const [channel, other] = [await channels.makeChannel(), await channels.makeChannel()];
    const [member, maker] = [await channels.makeMember(channel.id), await channels.makeMember(channel.id)];
    const admin = await channels.join(channel.id, await settle(server, { roles: ['admin'] }));
    const { id } = await maker.api.call('createCollection', { body });
    const hidden = await maker.api.call('createCollection', { body: { ...body, visibility: 'private' } });
    for (const person of [reader, member, admin])
      expect(await refusalOf(moveList(person, id, person.id))).toBe('forbidden');
    expect(await refusalOf(moveList(member, hidden.id, channel.id))).toBe('not_found');
    for (const nowhere of [other.id, member.id])
      expect(await refusalOf(moveList(maker, id, nowhere))).toBe('not_found');
    await moveList(maker, id, channel.id);
    expect(await refusalOf(moveList(chief, id, chief.id))).toBe('sent_by_others');
    expect(await refusalOf(moveList(chief, id, other.id))).toBeNull();
    expect(await refusalOf(moveList(maker, id, maker.id))).toBe('forbidden');
  });
});
