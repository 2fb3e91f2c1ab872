import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createMemoryStore } from '@weireel/blob';
import type { CreateDanmakuBody, Danmaku, Video } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOf, type Person } from '../api.ts';
import { eventually } from '../eventually.ts';
import { send } from '../http.ts';
import { screen, settle, settleMany } from './settle.ts';

let server: InProcessServer;
let author: Person;
let editor: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  author = await settle(server, { nickname: 'Author' });
  editor = await settle(server, { nickname: 'Editor', roles: ['editor'] });
});
afterAll(() => server.stop());

const say = (person: Person, id: string, body: string, more: Partial<CreateDanmakuBody> = {}) =>
  person.api.call('createDanmaku', { params: { id }, body: { atMs: 1000, body, ...more } });
const read = async (person: Person | null, id: string, window = 0): Promise<Danmaku[]> => {
  const { api } = person ?? { api: apiOf(server.url) };
  return (await api.call('danmaku', { params: { id }, query: { window } })).items;
};
const drop = (person: Person, id: string) => person.api.call('deleteDanmaku', { params: { id } });
const look = (id: string): Promise<Video> => author.api.call('video', { params: { id } });
/** Somebody who has not used up what one person may send. */
const fresh = () => settle(server, { nickname: 'Fresh' });
const policyOf = (id: string, policy: 'open' | 'approve' | 'closed') =>
  author.api.call('putCommentPolicy', { params: { id }, body: { policy } });

/** What somebody hears while they watch. */
async function listen(id: string, person?: Person) {
  const sent = request(`${server.url}/api/v1/videos/${id}/danmaku/live`, {
    agent: false,
    headers: person === undefined ? {} : { authorization: `Bearer ${person.token}` },
  });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage]; // what `response` carries
  let text = '';
  response.setEncoding('utf8').on('data', (more: string) => (text += more));
  // One that is left breaks off.
  response.on('error', () => {});
  return {
    ...{ status: response.statusCode, text: () => text },
    ...{ hasEnded: () => response.complete, leave: () => sent.destroy() },
  };
}

describe('danmaku', () => {
  test('are said at a moment, in a colour and a way, and are the same for everybody', async () => {
    const reader = await fresh();
    const id = await screen(server, author);
    const plain = await say(reader, id, '  Here\nit comes ');
    expect(plain).toMatchObject({ authorId: reader.id, atMs: 1000, body: 'Here it comes', state: 'shown' });
    expect(plain).toMatchObject({ mode: 'scroll', colour: 'white' });
    await say(reader, id, 'Look', { atMs: 500, mode: 'top', colour: 'pink' });
    const items = await read(null, id);
    expect(items.map(({ body, mode, colour }) => [body, mode, colour])).toEqual([
      ['Look', 'top', 'pink'],
      ['Here it comes', 'scroll', 'white'],
    ]);
    expect(await read(author, id)).toEqual(items);
    expect(await read(null, id, 1)).toEqual([]);
    expect((await look(id)).counts.danmaku).toBe(2);
    const answer = await send(server.url, `/api/v1/videos/${id}/danmaku?window=0`);
    expect(answer.headers['cache-control']).toBe('public, max-age=5');
  });

  test('that no schema lets through, or of moments that the video does not have, are refused', async () => {
    const id = await screen(server, author);
    for (const body of [
      ...[{ body: ' \n ' }, { body: 'x'.repeat(101) }, { body: '\u202e\u202c' }, { body: '' }],
      ...[{ body: 'x', atMs: -1 }, { body: 'x', atMs: 21_001 }, { body: 'x', atMs: 1.5 }, { atMs: 1 }],
      ...[
        { body: 'x', colour: '#fff' },
        { body: 'x', colour: 'black' },
        { body: 'x', mode: 'advanced' },
      ],
      { body: 'x', size: 300 },
    ]) {
      const answer = await send(server.url, `/api/v1/videos/${id}/danmaku`, {
        ...{ method: 'POST', token: (await fresh()).token, body: { atMs: 0, ...body } },
      });
      expect(answer.status, JSON.stringify(body)).toBe(400);
    }
    for (const query of ['window=-1', 'window=9999999', 'window=0&window=1', 'fromMs=0']) {
      expect((await send(server.url, `/api/v1/videos/${id}/danmaku?${query}`)).status, query).toBe(400);
    }
    expect(await read(null, id)).toEqual([]);
  });

  test('are deleted by who said them, the video’s author and editors, and by nobody else; once', async () => {
    const reader = await fresh();
    const id = await screen(server, author);
    for (const who of [reader, author, editor]) {
      const said = await say(reader, id, `Deleted by ${who.id}`);
      await expect(drop(await fresh(), said.id)).rejects.toMatchObject({ code: 'forbidden' });
      const ends = await Promise.allSettled([drop(who, said.id), drop(who, said.id)]);
      expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    }
    expect(await read(null, id)).toEqual([]);
    expect((await look(id)).counts.danmaku).toBe(0);
  });

  test('are counted exactly when 50 people send at once while others are taken away', async () => {
    const id = await screen(server, author);
    const crowd = await settleMany(server, 50);
    const said = await Promise.all(
      crowd.flatMap((person, n) => [0, 1, 2, 3].map((m) => say(person, id, `${n} ${m}`, { atMs: 1000 + n }))),
    );
    expect((await look(id)).counts.danmaku).toBe(200);
    await Promise.all(said.filter((_, n) => n % 4 === 0).map((one) => drop(author, one.id)));
    expect((await look(id)).counts.danmaku).toBe(150);
    expect(await read(null, id)).toHaveLength(150);
    await author.api.call('deleteVideo', { params: { id } });
    const left = await server.db.selectFrom('danmaku').select('id').where('video_id', '=', id).execute();
    expect(left).toEqual([]);
  });
});

describe('a flood', () => {
  test('is slowed, repetition is refused, and nobody fills a moment alone', async () => {
    const id = await screen(server, author);
    const person = await fresh();
    await say(person, id, 'Same');
    await expect(say(person, id, ' Same ')).rejects.toMatchObject({ code: 'danmaku_repeated' });
    const tries = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((n) => say(person, id, `Number ${n}`)));
    const refused = tries.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(3);
    for (const one of refused) expect(one).toMatchObject({ reason: { code: 'rate_limited' } });

    const patient = await fresh();
    await server.db
      .insertInto('danmaku')
      .values(
        Array.from({ length: 10 }, (_, n) => ({
          ...{ id: `patient${n}`, video_id: id, author_id: patient.id, at_ms: n, body: `${n}` },
          ...{ mode: 'scroll' as const, colour: 'white' as const, state: 'shown' as const },
        })),
      )
      .execute();
    await expect(say(patient, id, 'One more')).rejects.toMatchObject({ code: 'danmaku_crowded' });
  });

  test('of one call with one key is one', async () => {
    const id = await screen(server, author);
    const person = await fresh();
    const call = () =>
      person.api.call('createDanmaku', {
        ...{ params: { id }, body: { atMs: 0, body: 'Once' }, idempotencyKey: 'again' },
      });
    expect(await call()).toEqual(await call());
    expect((await look(id)).counts.danmaku).toBe(1);
  });
});

describe('what an author lets others say', () => {
  test('after their word: it waits, is seen by who decides alone, and appears once', async () => {
    const reader = await fresh();
    const id = await screen(server, author);
    await policyOf(id, 'approve');
    const held = await say(reader, id, 'May I?');
    expect(held.state).toBe('held');
    expect(await read(reader, id)).toEqual([]);
    expect((await look(id)).counts.danmaku).toBe(0);
    const waiting = { params: { id }, query: { state: 'held' as const } };
    await expect(reader.api.call('danmaku', waiting)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await editor.api.call('danmaku', waiting)).items).toMatchObject([{ id: held.id }]);
    const params = { id: held.id };
    const stranger = await fresh();
    for (const name of ['approveDanmaku', 'deleteDanmaku'] as const) {
      await expect(stranger.api.call(name, { params })).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(reader.api.call('approveDanmaku', { params })).rejects.toMatchObject({ code: 'forbidden' });
    await Promise.all([1, 2].map(() => author.api.call('approveDanmaku', { params })));
    expect(await read(null, id)).toMatchObject([{ id: held.id, state: 'shown' }]);
    expect((await look(id)).counts.danmaku).toBe(1);
  });

  test('nothing: none are sent, its author’s included, and none are shown until it is open again', async () => {
    const id = await screen(server, author);
    await say(await fresh(), id, 'In time');
    await policyOf(id, 'closed');
    for (const who of [await fresh(), author])
      await expect(say(who, id, 'Late')).rejects.toMatchObject({ code: 'danmaku_closed' });
    expect(await read(null, id)).toEqual([]);
    expect((await listen(id)).status).toBe(404);
    await policyOf(id, 'open');
    expect(await read(null, id)).toHaveLength(1);
  });

  test('and on what others may not see nothing is said, read or heard', async () => {
    const reader = await fresh();
    const id = await screen(server, author, { visibility: 'private' });
    const mine = await say(author, id, 'A note to myself');
    for (const who of [reader, editor]) {
      await expect(read(who, id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(say(who, id, 'Hello')).rejects.toMatchObject({ code: 'not_found' });
      await expect(drop(who, mine.id)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await listen(id)).status).toBe(404);
    const answer = await send(server.url, `/api/v1/videos/${id}/danmaku`, { token: author.token });
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

describe('who watches', () => {
  test('hears what others say and take away, of this video alone, without signing in', async () => {
    const [id, other] = [await screen(server, author), await screen(server, author)];
    const [one, two] = [await listen(id), await listen(id)];
    await say(await fresh(), other, 'Elsewhere');
    const said = await say(await fresh(), id, 'line\u2028 end');
    for (const stream of [one, two]) await eventually(() => stream.text().includes(said.id));
    const message = /event: danmaku\ndata: (.*)\n\n/.exec(one.text())?.[1] ?? '';
    const { state: _state, createdAt: _createdAt, ...words } = said;
    expect(JSON.parse(message)).toEqual(words);
    await drop(author, said.id);
    await eventually(() => two.text().includes(`event: danmaku-deleted\ndata: {"id":"${said.id}"}`));
    expect(one.text()).not.toContain('Elsewhere');
    one.leave();
    two.leave();
  });

  test.each(['blockUser', 'muteUser'] as const)('does not hear whom they avoid by %s', async (call) => {
    const id = await screen(server, author);
    const [reader, avoided, other] = [await fresh(), await fresh(), await fresh()];
    const [stream, open] = [await listen(id, reader), await listen(id)];
    await reader.api.call(call, { params: { id: avoided.id } });
    const unheard = await say(avoided, id, 'Not for the reader');
    // What is said later is told later: when this has come, the other would have come before.
    const heard = await say(other, id, 'For everybody');
    for (const one of [stream, open]) await eventually(() => one.text().includes(heard.id));
    expect(stream.text()).not.toContain(unheard.id);
    expect(open.text()).toContain(unheard.id);
    await reader.api.call(call === 'blockUser' ? 'unblockUser' : 'unmuteUser', {
      params: { id: avoided.id },
    });
    const again = await say(avoided, id, 'Heard again');
    await eventually(() => stream.text().includes(again.id));
    for (const one of [stream, open]) one.leave();
  });

  test('hears nothing where a block keeps them from the video', async () => {
    const id = await screen(server, author);
    const reader = await fresh();
    const [stream, open] = [await listen(id, reader), await listen(id)];
    await author.api.call('blockUser', { params: { id: reader.id } });
    expect((await listen(id, reader)).status).toBe(404);
    // What was open before ends with the next beat.
    await eventually(stream.hasEnded);
    expect(open.hasEnded()).toBe(false);
    open.leave();
    await author.api.call('unblockUser', { params: { id: reader.id } });
  });

  test('has so many streams and no more', async () => {
    const id = await screen(server, author);
    const person = await fresh();
    const streams = [];
    for (let n = 0; n < 20; n += 1) streams.push(await listen(id, person));
    expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200));
    expect((await listen(id, person)).status).toBe(429);
    streams[0]?.leave();
    await eventually(async () => {
      const again = await listen(id, person);
      again.leave();
      return again.status === 200;
    });
    for (const stream of streams) stream.leave();
  });
});
