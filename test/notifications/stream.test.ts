import type { Video } from '@weireel/contract';
import { beforeAll, expect, test } from 'vitest';
import { apiOf, personPassword, publish, register, type Person } from '../api.ts';
import { openStream, type EventStream } from '../event-stream.ts';
import { eventually, mediaLimitMs } from '../eventually.ts';
import { problemOf, send } from '../http.ts';
import { makePhoneClip } from '../make-clip.ts';
import type { RunningServer } from '../server.ts';
import { testFolder, testServer } from '../surroundings.ts';
import { undoAfterAll } from '../undo-after-all.ts';

const undo = undoAfterAll();
const folder = await testFolder(undo);
let server: RunningServer;
let file: string;
/** Somebody who has a stream open all the time and does nothing. */
let quiet: Person;
let silence: EventStream;

beforeAll(async () => {
  server = await testServer(undo);
  quiet = await register(server.url);
  silence = await openStream(quiet);
  file = await makePhoneClip(folder);
});

/** Snapshots of a video that have come, in order. */
function snapshotsOf({ messages }: EventStream, videoId: string): Video[] {
  return messages.flatMap(({ event, data }) => {
    if (event !== 'video') return [];
    const video = data as Video; // what messages of this name carry
    return video.id === videoId ? [video] : [];
  });
}

/** Makes a video of an upload that never arrives. */
async function draft(person: Person, title: string): Promise<string> {
  const { assetId } = await person.api.call('createUpload', { body: { fileName: 'a.mp4', sizeBytes: 1000 } });
  const { id } = await person.api.call('createVideo', { body: { assetId, title, visibility: 'private' } });
  return id;
}

function rename(person: Person, id: string, title: string): Promise<Video> {
  const rest = { description: '', tags: [], categoryId: null, visibility: 'private' as const };
  return person.api.call('putVideoDetails', { params: { id }, body: { title, ...rest } });
}

test('a stranger gets no stream (EVT-5)', async () => {
  expect(problemOf(await send(server.url, '/api/v1/me/events'))).toMatchObject({ code: 'unauthenticated' });
});

test('a stream ends at once when its session does, and those of other sessions go on (EVT-5)', async () => {
  const person = await register(server.url);
  const body = { account: person.account, password: personPassword };
  const { token } = await person.api.call('login', { body });
  const ends = await openStream(person);
  const goesOn = await openStream({ url: server.url, token });
  await person.api.call('logout');
  await eventually(() => ends.hasEnded());
  // What comes later still reaches the other one.
  const other = { ...person, api: apiOf(server.url, token) };
  await draft(other, 'later');
  await eventually(() => goesOn.messages.some(({ event }) => event === 'video'));
  expect([goesOn.hasEnded(), silence.hasEnded()]).toEqual([false, false]);
  goesOn.close();
});

test('a video is told from its first byte until it is ready, and never goes back', async () => {
  const person = await register(server.url);
  const stream = await openStream(person);
  expect(stream.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' });
  expect(stream.headers['cache-control']).toContain('no-cache');
  const { videoId, uploadId } = await publish(person, { file });
  await eventually(() => snapshotsOf(stream, videoId).at(-1)?.state === 'ready', mediaLimitMs);
  stream.close();
  const snapshots = snapshotsOf(stream, videoId);
  const order = ['uploading', 'processing', 'ready'];
  const states = snapshots.map(({ state }) => order.indexOf(state));
  expect(states).toEqual(states.toSorted());
  const isPlayable = snapshots.map(({ playable }) => Number(playable));
  expect(isPlayable).toEqual(isPlayable.toSorted());
  expect(snapshots.at(-1)).toEqual(
    await person.api.call('video', { params: { id: videoId } }).then(inChinese),
  );
  const uploads = stream.messages.filter(({ event }) => event === 'upload').map(({ data }) => data);
  expect(uploads.at(-1)).toMatchObject({ id: uploadId, state: 'complete' });
});

/** The stream speaks Chinese, because its request named no language; the typed client asks for English. */
function inChinese(video: Video): unknown {
  return {
    ...video,
    pipeline: video.pipeline?.map(({ reason, ...stage }) => ({
      ...stage,
      ...(reason && { reason: { codes: reason.codes, message: expect.any(String) as unknown } }),
    })),
  };
}

test('who comes back is told everything missed: new, changed and deleted (EVT-10, EVT-11)', async () => {
  const person = await register(server.url);
  const gone = await draft(person, 'Soon gone');
  const first = await openStream(person);
  await eventually(() => first.messages.length > 0);
  const before = await draft(person, 'Seen');
  await eventually(() => snapshotsOf(first, before).length > 0);
  first.close();
  const id = first.messages.at(-1)?.id ?? '';

  const missed = await Promise.all(Array.from({ length: 12 }, (_, n) => draft(person, `Missed ${n}`)));
  await rename(person, before, 'Renamed');
  await person.api.call('deleteVideo', { params: { id: gone } });

  const second = await openStream(person, id);
  await eventually(() => second.messages.length > 0);
  expect(second.messages[0]).toMatchObject({ event: 'hello', id });
  await eventually(() => [...missed, before].every((video) => snapshotsOf(second, video).length > 0));
  await eventually(() => second.messages.some(({ event }) => event === 'video-deleted'));
  expect(snapshotsOf(second, before).at(-1)?.title).toBe('Renamed');
  expect(second.messages.find(({ event }) => event === 'video-deleted')?.data).toEqual({ id: gone });
  second.close();
});

test('whatever message a connection breaks after, nothing behind it is lost (EVT-11)', async () => {
  const person = await register(server.url);
  const start = await openStream(person);
  await eventually(() => start.messages.length > 0);
  const origin = start.messages[0]?.id ?? '';
  start.close();
  const made = await Promise.all(Array.from({ length: 6 }, (_, n) => draft(person, `Video ${n}`)));
  const whole = await openStream(person, origin);
  await eventually(() => made.every((id) => snapshotsOf(whole, id).length > 0));
  whole.close();
  for (const [n, { id }] of whole.messages.entries()) {
    const seen = whole.messages.slice(0, n + 1);
    const resumed = await openStream(person, id);
    await eventually(() =>
      made.every(
        (video) => snapshotsOf({ ...whole, messages: [...seen, ...resumed.messages] }, video).length > 0,
      ),
    );
    resumed.close();
  }
});

test('an id that is none of ours begins anew (EVT-10)', async () => {
  const person = await register(server.url);
  for (const id of ['nonsense', '-1', '1-1; drop table events', '9'.repeat(40)]) {
    const stream = await openStream(person, id);
    await eventually(() => stream.messages.some(({ event }) => event === 'hello'));
    expect(stream.messages[0]?.id).toMatch(/^\d+-\d+$/);
    stream.close();
  }
});

test('many changes become few snapshots, and the last one is the last (EVT-6)', async () => {
  const person = await register(server.url);
  const id = await draft(person, 'Before');
  const stream = await openStream(person);
  await eventually(() => stream.messages.length > 0);
  const startedAt = performance.now();
  for (let n = 1; n <= 60; n += 1) await rename(person, id, `Title ${n}`);
  await eventually(() => snapshotsOf(stream, id).at(-1)?.title === 'Title 60');
  const quartersOfSeconds = (performance.now() - startedAt) / 250;
  expect(snapshotsOf(stream, id).length).toBeLessThanOrEqual(Math.ceil(quartersOfSeconds) + 1);
  stream.close();
});

test('others hear nothing of it, and an open stream shows that it lives (EVT-5, EVT-17)', async () => {
  await eventually(() => silence.comments.includes('heartbeat'));
  expect(silence.messages.map(({ event }) => event)).toEqual(['hello']);
  const own = await draft(quiet, 'My own');
  await eventually(() => snapshotsOf(silence, own).length > 0);
  const about = silence.messages.flatMap(({ event, data }) => (event === 'video' ? [data as Video] : []));
  expect(new Set(about.map(({ author }) => author.id))).toEqual(new Set([quiet.id]));
  expect(silence.hasEnded()).toBe(false);
  silence.close();
});
