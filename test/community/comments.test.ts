import { createMemoryStore } from '@weireel/blob';
import type { Comment, CreateCommentBody, Video } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { problemOf, send } from '../http.ts';
import { screen, settle, settleMany } from './settle.ts';

let server: InProcessServer;
let author: Person;
let writer: Person;
let reader: Person;
let editor: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  [author, writer, reader] = [
    await settle(server, { nickname: 'Author' }),
    await settle(server, { nickname: 'Writer' }),
    await settle(server, { nickname: '读者' }),
  ];
  editor = await settle(server, { nickname: 'Editor', roles: ['editor'] });
});
afterAll(() => server.stop());

const say = (person: Person, id: string, body: string, replyTo?: string): Promise<Comment> => {
  const saying: CreateCommentBody = { body, ...(replyTo !== undefined && { replyTo }) };
  return person.api.call('createComment', { params: { id }, body: saying });
};
const drop = (person: Person, id: string) => person.api.call('deleteComment', { params: { id } });
const look = (id: string): Promise<Video> => author.api.call('video', { params: { id } });
const repliesTo = async (id: string, person: Person = reader): Promise<Comment[]> =>
  (await person.api.call('commentReplies', { params: { id } })).items;

/** Everything below a video, over all pages, each of the given size. */
async function readAll(
  person: Person | null,
  id: string,
  { sort = 'new', limit = 100 }: { sort?: 'hot' | 'new'; limit?: number } = {},
): Promise<Comment[]> {
  const { api } = person ?? { api: apiOf(server.url) };
  const found: Comment[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await api.call('comments', {
      params: { id },
      query: { sort, limit, ...(cursor !== undefined && { cursor }) },
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

/** Somebody who has not used up what one person may say. */
const fresh = (nickname = 'Fresh') => settle(server, { nickname });

describe('a conversation', () => {
  test('has two levels: answers to answers stand below the same comment, and name whom they answer', async () => {
    const id = await screen(server, author);
    const root = await say(writer, id, 'First');
    expect(root).toMatchObject({
      ...{ rootId: null, replyTo: null, author: { id: writer.id, nickname: 'Writer' }, state: 'shown' },
      ...{ isByVideoAuthor: false, likes: 0, replies: 0, mayDelete: true, pinned: false },
    });
    const answer = await say(author, id, 'Thanks', root.id);
    expect(answer).toMatchObject({ rootId: root.id, replyTo: null, isByVideoAuthor: true });
    const further = await say(reader, id, 'Me too', answer.id);
    expect(further).toMatchObject({ rootId: root.id, replyTo: { id: author.id, nickname: 'Author' } });
    expect((await repliesTo(root.id)).map((reply) => reply.id)).toEqual([answer.id, further.id]);
    expect(await readAll(null, id)).toMatchObject([
      { id: root.id, replies: 2, liked: false, mayDelete: false },
    ]);
    expect((await look(id)).counts.comments).toBe(3);
  });

  test('is read by pages, the newest first or the most liked first, each comment once', async () => {
    const id = await screen(server, author);
    const crowd = await settleMany(server, 7);
    const said: Comment[] = [];
    for (const [n, person] of crowd.entries()) said.push(await say(person, id, `Number ${n}`));
    const order = said.map((comment) => comment.id);
    for (const limit of [1, 3, 100]) {
      expect((await readAll(null, id, { limit })).map((comment) => comment.id)).toEqual(order.toReversed());
    }
    for (const [n, comment] of said.entries()) {
      const fans = n === 2 ? 4 : n === 5 ? 2 : 0;
      await Promise.all(
        crowd.slice(0, fans).map(({ api }) => api.call('likeComment', { params: { id: comment.id } })),
      );
    }
    for (const limit of [1, 3, 100]) {
      const hot = await readAll(null, id, { sort: 'hot', limit });
      const others = [6, 4, 3, 1, 0];
      expect(hot.map(({ body }) => body)).toEqual([2, 5, ...others].map((n) => `Number ${n}`));
    }
    const liked = await readAll(crowd[0] ?? null, id, { sort: 'hot' });
    expect(liked.map((comment) => comment.liked)).toEqual([true, true, false, false, false, false, false]);
    const wrong = await send(server.url, `/api/v1/videos/${id}/comments?cursor=bm9uc2Vuc2U`);
    expect(problemOf(wrong)).toMatchObject({ code: 'invalid_request' });
  });

  test('keeps one pinned comment first, which only the video’s author chooses', async () => {
    const id = await screen(server, author);
    const [one, two] = [await say(await fresh(), id, 'One'), await say(await fresh(), id, 'Two')];
    const reply = await say(await fresh(), id, 'Reply', one.id);
    const pin = (person: Person, comment: Comment) =>
      person.api.call('pinComment', { params: { id: comment.id } });
    await expect(pin(reader, one)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(pin(editor, one)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(pin(author, reply)).rejects.toMatchObject({ code: 'comment_not_pinnable' });
    await Promise.all([pin(author, one), pin(author, two), pin(author, one)]);
    expect(await pin(author, one)).toMatchObject({ pinned: true });
    for (const sort of ['hot', 'new'] as const) {
      const all = await readAll(null, id, { sort, limit: 1 });
      expect(all.map(({ body, pinned }) => [body, pinned])).toEqual([
        ['One', true],
        ['Two', false],
      ]);
    }
    expect(await author.api.call('unpinComment', { params: { id: one.id } })).toMatchObject({
      pinned: false,
    });
  });

  test('counts likes of a comment once for each person, also at once', async () => {
    const id = await screen(server, author);
    const { id: commentId } = await say(await fresh(), id, 'Like me');
    const crowd = await settleMany(server, 20);
    const press = (name: 'likeComment' | 'unlikeComment') =>
      Promise.all(
        crowd.flatMap(({ api }) => [1, 2].map(() => api.call(name, { params: { id: commentId } }))),
      );
    await press('likeComment');
    expect((await readAll(null, id))[0]?.likes).toBe(20);
    await press('unlikeComment');
    expect((await readAll(null, id))[0]?.likes).toBe(0);
  });
});

describe('a deleted comment', () => {
  test('goes without a trace when nobody answered it, and leaves its place when somebody did', async () => {
    const id = await screen(server, author);
    const person = await fresh();
    const lonely = await say(person, id, 'Lonely');
    await drop(person, lonely.id);
    expect(await readAll(null, id)).toEqual([]);
    const root = await say(person, id, 'Root with a secret');
    const reply = await say(person, id, 'Reply', root.id);
    await drop(person, root.id);
    const [place] = await readAll(null, id);
    expect(place).toMatchObject({ id: root.id, state: 'deleted', author: null, body: '', replies: 1 });
    expect((await repliesTo(root.id)).map(({ body }) => body)).toEqual(['Reply']);
    expect((await look(id)).counts.comments).toBe(1);
    await expect(say(await fresh(), id, 'Too late', root.id)).rejects.toMatchObject({ code: 'comment_gone' });
    await drop(person, reply.id);
    expect(await readAll(null, id)).toEqual([]);
    expect((await look(id)).counts.comments).toBe(0);
    await expect(drop(person, root.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('was deleted by its writer, the video’s author or an editor, and by nobody else', async () => {
    const id = await screen(server, author);
    for (const who of [author, editor]) {
      const comment = await say(await fresh(), id, `Deleted by ${who.id}`);
      await expect(drop(reader, comment.id)).rejects.toMatchObject({ code: 'forbidden' });
      await drop(who, comment.id);
    }
    expect(await readAll(null, id)).toEqual([]);
  });

  test('and answers to it that arrive at the same moment: counters are exact, nothing is orphaned', async () => {
    const id = await screen(server, author);
    const person = await fresh();
    for (let round = 0; round < 5; round += 1) {
      const root = await say(await fresh(), id, `Round ${round}`);
      const crowd = await settleMany(server, 6);
      const answers = crowd.map((one) => say(one, id, 'Answer', root.id));
      await Promise.allSettled([...answers.slice(0, 3), drop(author, root.id), ...answers.slice(3)]);
    }
    await say(person, id, 'The last word');
    const shown = await readAll(null, id);
    const replies = await Promise.all(shown.map((comment) => repliesTo(comment.id)));
    for (const [n, comment] of shown.entries()) expect(comment.replies).toBe(replies[n]?.length);
    const living = [...shown, ...replies.flat()].filter(({ state }) => state === 'shown').length;
    expect((await look(id)).counts.comments).toBe(living);
    await author.api.call('deleteVideo', { params: { id } });
    const left = await server.db.selectFrom('comments').select('id').where('video_id', '=', id).execute();
    expect(left).toEqual([]);
  });
});

describe('what an author lets others say', () => {
  const policyOf = (id: string, policy: 'open' | 'approve' | 'closed') =>
    author.api.call('putCommentPolicy', { params: { id }, body: { policy } });

  test('after their word: a comment waits, seen by its writer and who decides, and is counted when it appears', async () => {
    const id = await screen(server, author);
    await policyOf(id, 'approve');
    expect(await look(id)).toMatchObject({ commentPolicy: 'approve' });
    const person = await fresh();
    const waiting = await say(person, id, 'May I?');
    expect(waiting).toMatchObject({ state: 'held' });
    for (const who of [person, author, editor])
      expect(await readAll(who, id)).toMatchObject([{ id: waiting.id }]);
    for (const who of [reader, null]) expect(await readAll(who, id)).toEqual([]);
    expect((await look(id)).counts.comments).toBe(0);
    const params = { id: waiting.id };
    for (const name of ['likeComment', 'approveComment', 'deleteComment', 'commentReplies'] as const) {
      await expect(reader.api.call(name, { params })).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(person.api.call('approveComment', { params })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(say(reader, id, 'Answer', waiting.id)).rejects.toMatchObject({ code: 'comment_gone' });
    const held = { params: { id }, query: { state: 'held' as const } };
    await expect(reader.api.call('comments', held)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await author.api.call('comments', held)).items).toMatchObject([{ id: waiting.id }]);
    await Promise.all([1, 2].map(() => author.api.call('approveComment', { params })));
    expect(await readAll(reader, id)).toMatchObject([{ id: waiting.id, state: 'shown' }]);
    expect((await look(id)).counts.comments).toBe(1);
    expect(await say(author, id, 'My own appears at once')).toMatchObject({ state: 'shown' });
  });

  test('nothing: others are told so, and what was said stays', async () => {
    const id = await screen(server, author);
    await say(await fresh(), id, 'In time');
    await policyOf(id, 'closed');
    await expect(say(await fresh(), id, 'Late')).rejects.toMatchObject({ code: 'comments_closed' });
    expect(await readAll(null, id)).toHaveLength(1);
    await expect(
      reader.api.call('putCommentPolicy', { params: { id }, body: { policy: 'open' } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('and on what others may not see, nothing is said or read', async () => {
    const id = await screen(server, author, { visibility: 'private' });
    const mine = await say(author, id, 'A note to myself');
    await expect(readAll(reader, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(say(editor, id, 'Hello')).rejects.toMatchObject({ code: 'not_found' });
    for (const name of ['commentReplies', 'likeComment', 'deleteComment', 'pinComment'] as const) {
      for (const who of [reader, editor]) {
        await expect(who.api.call(name, { params: { id: mine.id } })).rejects.toMatchObject({
          code: 'not_found',
        });
      }
    }
  });
});

describe('words', () => {
  test('mention people by the names that they have then, and nobody by chance', async () => {
    const id = await screen(server, author);
    const twin = await fresh('Twin');
    await fresh('Twin');
    const person = await fresh();
    const { mentions } = await say(person, id, '@读者你看，@Author 也看 @Twin @nobody');
    expect(mentions).toEqual([
      { id: reader.id, nickname: '读者' },
      { id: author.id, nickname: 'Author' },
    ]);
    await person.api.call('followUser', { params: { id: twin.id } });
    expect((await say(person, id, 'and @Twin')).mentions).toEqual([{ id: twin.id, nickname: 'Twin' }]);
  });

  test('are what was written, whatever they look like, and no longer than allowed', async () => {
    const id = await screen(server, author);
    const nasty = `<img src=x onerror=alert(1)>{{7*7}}'"; drop table comments; --‮abc`;
    const person = await fresh();
    expect((await say(person, id, `  ${nasty}\n\n\n\n\nend `)).body).toBe(`${nasty}\n\nend`);
    const answer = await send(server.url, `/api/v1/videos/${id}/comments`);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    for (const body of ['', ' \n ', 'x'.repeat(501), 'a\0b']) {
      await expect(say(person, id, body)).rejects.toMatchObject({ code: 'invalid_request' });
    }
    expect((await say(person, id, '猫'.repeat(500))).body).toHaveLength(500);
  });

  test('of one person come at the pace of a talk, and not twice the same', async () => {
    const id = await screen(server, author);
    const person = await fresh();
    await say(person, id, 'Once');
    await expect(say(person, id, 'Once ')).rejects.toMatchObject({ code: 'comment_repeated' });
    const flood = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => say(person, id, `Flood ${n}`)),
    );
    const refused = flood.flatMap((end) =>
      end.status === 'rejected' ? [end.reason as { code: string }] : [],
    ); // ApiErrors
    expect(refused.length).toBeGreaterThanOrEqual(16);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['rate_limited']));
    expect((await look(id)).counts.comments).toBe(21 - refused.length);
  });

  test('that are sent again with the same key are said once', async () => {
    const id = await screen(server, author);
    const person = await fresh();
    const call = () =>
      person.api.call('createComment', { params: { id }, body: { body: 'Hello' }, idempotencyKey: 'again' });
    const both = [await call(), await call()];
    expect(both[1]).toEqual(both[0]);
    expect((await look(id)).counts.comments).toBe(1);
  });
});
