import { createMemoryStore } from '@weireel/blob';
import type { Comment, Notification } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { screen, settle, settleMany } from '../community/settle.ts';
import { openStream } from '../event-stream.ts';
import { eventually } from '../eventually.ts';

let server: InProcessServer;
beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
});
afterAll(() => server.stop());

const inbox = async ({ api }: Person): Promise<Notification[]> => (await api.call('notifications')).items;
const unread = async ({ api }: Person): Promise<number> => (await api.call('me')).unread.notifications;
const say = (person: Person, id: string, body: string, replyTo?: string): Promise<Comment> =>
  person.api.call('createComment', {
    params: { id },
    body: { body, ...(replyTo !== undefined && { replyTo }) },
  });
/** What a list says, without what nobody can know before. */
const gist = (notices: Notification[]) =>
  notices.map(({ kind, actors, actorCount }) => [kind, actors[0]?.nickname, actorCount]);

describe('an inbox', () => {
  test('has one line for what many did until it is read, and another one after', async () => {
    const author = await settle(server, { nickname: 'Author' });
    const id = await screen(server, author, { title: 'Liked' });
    const crowd = await settleMany(server, 12);
    await Promise.all(
      crowd.map(async ({ api }) => {
        await api.call('likeVideo', { params: { id } });
        await api.call('unlikeVideo', { params: { id } });
        await api.call('likeVideo', { params: { id } });
      }),
    );
    const [line, ...others] = await inbox(author);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      kind: 'like',
      actorCount: 12,
      video: { id, title: 'Liked' },
      isRead: false,
    });
    expect(line?.actors).toHaveLength(3);
    expect(await unread(author)).toBe(1);
    expect(await author.api.call('readNotifications')).toEqual({ notifications: 0 });
    const late = await settle(server, { nickname: 'Late' });
    await late.api.call('likeVideo', { params: { id } });
    await late.api.call('followUser', { params: { id: author.id } });
    expect(gist(await inbox(author))).toEqual([
      ['follow', 'Late', 1],
      ['like', 'Late', 1],
      ['like', line?.actors[0]?.nickname, 12],
    ]);
    expect(await unread(author)).toBe(2);
  });

  test('has each line read by itself, by whose it is alone, and once', async () => {
    const author = await settle(server, { nickname: 'Author' });
    const ids = [await screen(server, author), await screen(server, author)];
    const fan = await settle(server, { nickname: 'Fan' });
    for (const id of ids) await fan.api.call('likeVideo', { params: { id } });
    const [later, earlier] = await inbox(author);
    const params = { id: later?.id ?? '' };
    await expect(fan.api.call('readNotification', { params })).rejects.toMatchObject({ code: 'not_found' });
    expect(await unread(author)).toBe(2);
    for (let n = 0; n < 2; n += 1) {
      expect(await author.api.call('readNotification', { params })).toEqual({ notifications: 1 });
    }
    expect((await inbox(author)).map(({ id, isRead }) => [id, isRead])).toEqual([
      [later?.id, true],
      [earlier?.id, false],
    ]);
    // What is done after that stands in a line of its own.
    const late = await settle(server, { nickname: 'Late' });
    await late.api.call('likeVideo', { params: { id: later?.video?.id ?? '' } });
    expect(gist(await inbox(author))[0]).toEqual(['like', 'Late', 1]);
  });

  test('says whom one follows back', async () => {
    const [author, fan] = [await settle(server), await settle(server, { nickname: 'Fan' })];
    const id = await screen(server, author);
    await fan.api.call('likeVideo', { params: { id } });
    await fan.api.call('followUser', { params: { id: author.id } });
    const [follow, like] = await inbox(author);
    expect([follow?.following, like?.following]).toEqual([false, null]);
    const params = { id: like?.id ?? '' };
    await author.api.call('readNotification', { params });
    await author.api.call('followUser', { params: { id: fan.id } });
    expect(await inbox(author)).toMatchObject([
      { kind: 'follow', isRead: false, following: true },
      { kind: 'like', isRead: true },
    ]);
  });

  test('tells each for one reason of a comment, and nobody of their own', async () => {
    const [author, asker, friend] = [
      await settle(server, { nickname: 'The author' }),
      await settle(server, { nickname: 'Asker' }),
      await settle(server, { nickname: 'Friend' }),
    ];
    const id = await screen(server, author);
    const root = await say(asker, id, 'Where is it?');
    await say(author, id, 'By the sea, ask @Friend and @Asker', root.id);
    expect(gist(await inbox(author))).toEqual([['comment', 'Asker', 1]]);
    expect(gist(await inbox(asker))).toEqual([['reply', 'The author', 1]]);
    expect(await inbox(friend)).toMatchObject([
      { kind: 'mention', comment: { body: 'By the sea, ask @Friend and @Asker' }, isHeld: false },
    ]);
    await asker.api.call('deleteComment', { params: { id: root.id } });
    expect(await inbox(author)).toMatchObject([{ kind: 'comment', comment: null }]);
  });

  test('tells of a comment that waits only who decides, and the others when it appears', async () => {
    const [author, writer, friend] = [
      await settle(server),
      await settle(server),
      await settle(server, { nickname: 'Called' }),
    ];
    const id = await screen(server, author);
    await author.api.call('putCommentPolicy', { params: { id }, body: { policy: 'approve' } });
    const waiting = await say(writer, id, 'Look, @Called');
    expect(await inbox(author)).toMatchObject([{ kind: 'comment', isHeld: true }]);
    expect(await inbox(friend)).toEqual([]);
    await author.api.call('approveComment', { params: { id: waiting.id } });
    expect(await inbox(friend)).toMatchObject([{ kind: 'mention' }]);
    expect(await inbox(author)).toHaveLength(1);
  });

  test('says nothing of a video that one may not see any more, and nothing of one that is gone', async () => {
    const [author, asker] = [await settle(server), await settle(server)];
    const id = await screen(server, author, { title: 'Regretted' });
    const root = await say(asker, id, 'Hello');
    await say(author, id, 'Hello you', root.id);
    const details = { title: 'Secret', description: '', tags: [], categoryId: null };
    await author.api.call('putVideoDetails', { params: { id }, body: { ...details, visibility: 'private' } });
    expect(await inbox(asker)).toEqual([]);
    expect(await inbox(author)).toHaveLength(1);
    await author.api.call('deleteVideo', { params: { id } });
    expect(await inbox(author)).toEqual([]);
  });

  test('is read page by page, each line once', async () => {
    const author = await settle(server);
    const ids = await Promise.all(Array.from({ length: 5 }, () => screen(server, author)));
    const fan = await settle(server);
    for (const id of ids) await fan.api.call('likeVideo', { params: { id } });
    const seen: (string | undefined)[] = [];
    let cursor: string | null = null;
    do {
      const query = { limit: 2, ...(cursor !== null && { cursor }) };
      const page: { items: Notification[]; nextCursor: string | null } = await author.api.call(
        'notifications',
        { query },
      );
      seen.push(...page.items.map(({ video }) => video?.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(ids.toReversed());
  });
});

test('a stream says how much is unread when that changes, also when it was read elsewhere', async () => {
  const [author, fan, other] = [await settle(server), await settle(server), await settle(server)];
  const id = await screen(server, author);
  const [stream, silence] = [await openStream(author), await openStream(other)];
  const told = () => stream.messages.flatMap(({ event, data }) => (event === 'unread' ? [data] : []));
  await fan.api.call('likeVideo', { params: { id } });
  await eventually(() => told().length > 0);
  expect(told().at(-1)).toEqual({ notifications: 1 });
  await author.api.call('readNotifications');
  await eventually(() => JSON.stringify(told().at(-1)) === '{"notifications":0}');
  expect(silence.messages.map(({ event }) => event)).not.toContain('unread');
  stream.close();
  silence.close();
});
