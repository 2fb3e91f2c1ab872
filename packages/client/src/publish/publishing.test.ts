import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { patternBytes } from '../testing/engine.ts';
import { createFakePhone, type FakePhone } from '../testing/fake-phone.ts';
import { createFakeServer, type FakeServer } from '../testing/fake-server.ts';
import type { Fault } from '../testing/fake-transport.ts';
import type { DraftWords } from './draft.ts';
import { createPublishing } from './publishing.ts';

const platform = {
  afterOthers: (callback: () => void) => void setImmediate(callback),
  newAbort: () => new AbortController(),
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytes = patternBytes(61);
const words: DraftWords = { title: '海边', tags: ['旅行'], visibility: 'public', coverTimeMs: null };

let server: FakeServer;
let phone: FakePhone;

beforeEach(() => {
  server = createFakeServer({ sha256, now: () => Date.UTC(2026, 10, 20), partSizeBytes: 8 });
  const token = server.register('an', 'correct horse');
  const files = new Map([['/clip', bytes]]);
  phone = createFakePhone(platform, { server, token, files });
});

/** The app as it has just begun. */
function startApp(nextFault?: () => Fault) {
  const { ports, ...engine } = phone.begin(nextFault);
  const publishing = createPublishing(ports);
  const add = () => publishing.add({ path: '/clip', fileName: 'clip-1.mp4', durationMs: 1000, words });
  return { ...engine, publishing, add };
}

const videos = () => [...server.state.videos.values()].map(({ video }) => video);
const stored = () => [...server.state.files.values()];

test('a file goes out at once, and becomes a video when the person says so', async () => {
  const { publishing, add } = startApp();
  const id = await add();
  await expect.poll(() => publishing.all()[0]?.upload?.state).toBe('done');
  expect(videos()).toEqual([]);
  publishing.publish(id, { ...words, title: '傍晚的海边' });
  await expect.poll(() => videos()).toMatchObject([{ title: '傍晚的海边', tags: ['旅行'] }]);
  await expect.poll(() => publishing.all()).toEqual([]);
  expect(stored()).toEqual([bytes]);
  // Nothing is left on the device.
  expect(phone.remembered).toBe(null);
  expect([...phone.files.keys()]).toEqual([]);
});

test('what is said to be a channel’s is published as it, also after the app was killed', async () => {
  const first = startApp(() => 'hang');
  const id = await first.add();
  first.publishing.publish(id, { ...words, channelId: 'Desk000000000001' });
  first.kill();
  const second = startApp();
  await second.publishing.begin();
  await expect.poll(() => second.publishing.all()).toEqual([]);
  expect(videos()).toMatchObject([{ author: { id: 'Desk000000000001' } }]);
});

test('what was said before the app was killed is done when it begins again', async () => {
  let left = 4;
  const first = startApp(() => {
    if (left-- > 0) return 'none';
    first.kill();
    return 'hang';
  });
  const id = await first.add();
  first.publishing.publish(id, words);
  await expect.poll(() => left).toBeLessThan(0);
  const second = startApp();
  await second.publishing.begin();
  await expect.poll(() => second.publishing.all()).toEqual([]);
  expect(videos()).toMatchObject([{ title: '海边' }]);
  expect(stored()).toEqual([bytes]);
});

test('a lost answer to «make it a video» makes no second one', async () => {
  const { publishing, add } = startApp();
  const id = await add();
  await expect.poll(() => publishing.all()[0]?.upload?.state).toBe('done');
  const before = phone.remembered;
  publishing.publish(id, words);
  await expect.poll(() => publishing.all()).toEqual([]);
  // As if the app had been killed before it knew, and the person says it with other words.
  phone.remembered = before;
  phone.files.set('/clip', bytes);
  const again = startApp();
  await again.publishing.begin();
  again.publishing.publish(id, { ...words, title: '别的标题' });
  await expect.poll(() => again.publishing.all()).toEqual([]);
  expect(videos()).toMatchObject([{ title: '海边' }]);
});

test('a file that the device has lost is asked for, and another one is refused', async () => {
  const first = startApp();
  const id = await first.add();
  first.publishing.pause(id);
  first.kill();
  phone.files.clear();
  const second = startApp();
  await second.publishing.begin();
  expect(second.publishing.all()).toMatchObject([{ isLost: true, upload: null }]);
  phone.files.set('/other', patternBytes(61, 2));
  phone.files.set('/again', bytes);
  expect(await second.publishing.giveFile(id, '/other')).toBe(false);
  expect(await second.publishing.giveFile(id, '/again')).toBe(true);
  await expect.poll(() => second.publishing.all()[0]?.upload?.state).toBe('done');
  expect(stored()).toEqual([bytes]);
});

test('a file that is lost after all of it arrived is not asked for', async () => {
  const first = startApp();
  const id = await first.add();
  await expect.poll(() => first.publishing.all()[0]?.upload?.state).toBe('done');
  phone.files.clear();
  const second = startApp();
  await second.publishing.begin();
  expect(second.publishing.all()).toMatchObject([{ isLost: false }]);
  second.publishing.publish(id, words);
  await expect.poll(() => second.publishing.all()).toEqual([]);
  expect(videos()).toHaveLength(1);
});

test('a draft that is given up leaves nothing behind', async () => {
  const { publishing, add } = startApp();
  const id = await add();
  await publishing.cancel(id);
  expect(publishing.all()).toEqual([]);
  expect(phone.remembered).toBe(null);
  expect([...server.state.uploads.values()].filter(({ facts }) => facts.state === 'open')).toEqual([]);
});

test.each(['{', '[1, null, {}]', '"x"'])('a damaged memory (%s) holds no drafts', async (text) => {
  phone.remembered = text;
  const { publishing } = startApp();
  await publishing.begin();
  expect(publishing.all()).toEqual([]);
});
