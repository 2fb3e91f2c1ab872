import { createMemoryStore } from '@weireel/blob';
import { derivedKey } from '@weireel/catalogue';
import { noteArtefact, storeArtefact } from '@weireel/db/videos';
import { startInProcess, type InProcessServer } from '@weireel/server/testing';
import { beforeAll, expect, test } from 'vitest';
import type { Person } from '../api.ts';
import { screen, settle } from '../community/settle.ts';
import { problemOf, send, type RawRequest } from '../http.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const blobs = createMemoryStore();
let server: InProcessServer;
let author: Person;
let viewer: Person;
let admin: Person;

beforeAll(async () => {
  server = await startInProcess(blobs);
  undo(() => server.stop());
  [author, viewer, admin] = await Promise.all([
    settle(server),
    settle(server),
    settle(server, { roles: ['admin'] }),
  ]);
});

/** A video with its one file, by default public and called so that its name needs care. */
async function show(): Promise<{ id: string; allow: (change: object) => Promise<unknown> }> {
  const id = await screen(server, author);
  const { assetId } = await author.api.call('video', { params: { id } });
  const key = derivedKey(assetId ?? '', 'attempt', 'progressive');
  await noteArtefact(server.db, { key, assetId: assetId ?? '', kind: 'progressive', attemptId: 'attempt' });
  await blobs.put(key, Buffer.from('the whole video'));
  await storeArtefact(server.db, { kind: 'progressive', key, facts: {} });
  const words = { title: '海边: 1/2', description: '', tags: [], categoryId: null };
  const allow = (change: object) =>
    author.api.call('putVideoDetails', {
      params: { id },
      body: { ...words, visibility: 'public', downloadable: true, ...change },
    });
  return { id, allow };
}

const take = (id: string, person: Person | null, request: RawRequest = {}) =>
  send(server.url, `/api/v1/videos/${id}/download`, {
    ...(person !== null && { token: person.token }),
    ...request,
  });

test('a video is downloaded by whoever may see it, once its author lets them, and under its own name', async () => {
  const { id, allow } = await show();
  for (const person of [viewer, null]) {
    const refused = await take(id, person);
    expect([refused.status, problemOf(refused).code]).toEqual([403, 'download_not_allowed']);
  }
  for (const person of [author, admin]) expect((await take(id, person)).text).toBe('the whole video');
  expect(await allow({})).toMatchObject({ downloadable: true });
  for (const person of [viewer, null]) {
    const { status, text, headers } = await take(id, person);
    expect([status, text]).toEqual([200, 'the whole video']);
    expect(headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-disposition': `attachment; filename="_ 1 2.mp4"; filename*=UTF-8''%E6%B5%B7%E8%BE%B9%201%202.mp4`,
      'cache-control': 'private, no-cache',
    });
  }
  // A download that broke off goes on.
  const rest = await take(id, null, { headers: { range: 'bytes=4-' } });
  expect([rest.status, rest.text]).toEqual([206, 'whole video']);
  await allow({ downloadable: false });
  expect((await take(id, viewer)).status).toBe(403);
});

test('nobody downloads what they may not see, and what is said of it otherwise leaves the choice as it is', async () => {
  const { id, allow } = await show();
  await allow({ visibility: 'private' });
  for (const person of [viewer, null]) expect((await take(id, person)).status).toBe(404);
  expect((await take(id, author)).status).toBe(200);
  await allow({ visibility: 'internal', downloadable: undefined });
  expect((await take(id, null)).status).toBe(404);
  expect((await take(id, viewer)).status).toBe(200);
  await author.api.call('blockUser', { params: { id: viewer.id } });
  expect((await take(id, viewer)).status).toBe(404);
  await author.api.call('unblockUser', { params: { id: viewer.id } });
  expect((await take('nothing000000000', viewer)).status).toBe(404);
});

test('what has no file yet is told to be on its way', async () => {
  const id = await screen(server, author);
  expect(problemOf(await take(id, author)).code).toBe('still_processing');
});
