import { createMemoryStore } from '@weireel/blob';
import type { Watched } from '@weireel/contract';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { send } from '../http.ts';
import { screen, settle } from '../community/settle.ts';

let server: InProcessServer;
let author: Person;

beforeAll(async () => {
  server = await startInProcess(createMemoryStore());
  author = await settle(server, { nickname: 'Author' });
});
afterAll(() => server.stop());

const watch = (person: Person, id: string, positionMs: number) =>
  person.api.call('putPosition', { params: { id }, body: { positionMs } });

/** All that somebody has watched, over all pages. */
async function historyOf(person: Person, limit = 100): Promise<Watched[]> {
  const found: Watched[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await person.api.call('history', {
      query: { limit, ...(cursor !== undefined && { cursor }) },
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

test('how far one was is known on every device, and what was watched last stands first', async () => {
  const person = await settle(server);
  const ids = [await screen(server, author), await screen(server, author), await screen(server, author)];
  for (const [n, id] of ids.entries()) await watch(person, id, 1000 * n);
  await watch(person, ids[0] ?? '', 7000);
  for (const limit of [1, 2, 100]) {
    expect((await historyOf(person, limit)).map(({ video, positionMs }) => [video.id, positionMs])).toEqual([
      [ids[0], 7000],
      [ids[2], 2000],
      [ids[1], 1000],
    ]);
  }
  const seen = await person.api.call('video', { params: { id: ids[0] ?? '' } });
  expect(seen.mine?.positionMs).toBe(7000);
  expect((await author.api.call('video', { params: { id: ids[0] ?? '' } })).mine?.positionMs).toBe(0);
});

test('a video that was watched to its end stays so, though it is begun anew', async () => {
  const person = await settle(server);
  const [left, ended] = [await screen(server, author), await screen(server, author)];
  // Of 20 s: whoever leaves in the last second has seen it all.
  await watch(person, left, 18_900);
  await person.api.call('putPosition', { params: { id: ended }, body: { positionMs: 0, hasEnded: true } });
  const finished = async () => {
    const rows = await server.db
      .selectFrom('watched')
      .select('video_id')
      .where('user_id', '=', person.id)
      .where('finished_at', 'is not', null)
      .execute();
    return rows.map(({ video_id }) => video_id).toSorted();
  };
  expect(await finished()).toEqual([ended]);
  await watch(person, left, 19_000);
  for (const id of [left, ended]) await watch(person, id, 3000);
  expect(await finished()).toEqual([left, ended].toSorted());
});

test('one forgets a video, or all; and while nothing is kept, nothing is', async () => {
  const person = await settle(server);
  const [one, two] = [await screen(server, author), await screen(server, author)];
  for (const id of [one, two]) await watch(person, id, 5000);
  await person.api.call('forgetWatched', { params: { id: one } });
  expect((await historyOf(person)).map(({ video }) => video.id)).toEqual([two]);
  expect(await person.api.call('historySettings')).toEqual({ isKept: true });
  for (let n = 0; n < 2; n += 1) await person.api.call('putHistorySettings', { body: { isKept: false } });
  expect(await watch(person, one, 9000)).toEqual({ isKept: false });
  expect(await historyOf(person)).toHaveLength(1);
  await person.api.call('clearHistory');
  expect(await historyOf(person)).toEqual([]);
  await person.api.call('putHistorySettings', { body: { isKept: true } });
  expect(await watch(person, one, 9000)).toEqual({ isKept: true });
});

test('what one may not see any more is in no list, and is kept by nobody', async () => {
  const person = await settle(server);
  const [hidden, gone] = [await screen(server, author), await screen(server, author)];
  for (const id of [hidden, gone]) await watch(person, id, 5000);
  const hide = {
    title: 'Hidden',
    description: '',
    tags: [],
    categoryId: null,
    visibility: 'private' as const,
  };
  await author.api.call('putVideoDetails', { params: { id: hidden }, body: hide });
  await author.api.call('deleteVideo', { params: { id: gone } });
  expect(await historyOf(person)).toEqual([]);
  await expect(watch(person, hidden, 1)).rejects.toMatchObject({ code: 'not_found' });
  for (const positionMs of [-1, 1.5, 86_400_001, '1']) {
    const answer = await send(server.url, `/api/v1/videos/${gone}/position`, {
      ...{ method: 'PUT', token: person.token, body: { positionMs } },
    });
    expect(answer.status).toBe(400);
  }
});

test('positions that come by the dozen are slowed', async () => {
  const person = await settle(server);
  const id = await screen(server, author);
  const ends = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => watch(person, id, n)));
  expect(ends.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(5);
});
