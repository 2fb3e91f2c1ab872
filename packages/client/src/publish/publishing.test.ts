import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { memoryFile, patternBytes, startEngine } from '../testing/engine.ts';
import { createFakeServer, type FakeServer } from '../testing/fake-server.ts';
import type { Fault } from '../testing/fake-transport.ts';
import { createRetry } from '../upload/retry.ts';
import type { DraftWords } from './draft.ts';
import { createPublishing } from './publishing.ts';

const newAbort = () => new AbortController();
const platform = {
  afterOthers: (callback: () => void) => void setImmediate(callback),
  newAbort,
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytes = patternBytes(61);
const words: DraftWords = { title: '海边', tags: ['旅行'], visibility: 'public', coverTimeMs: null };

let server: FakeServer;
let token: string;
/** What the device keeps when the app ends. */
let files: Map<string, Uint8Array>;
let remembered: string | null;

beforeEach(() => {
  server = createFakeServer({ sha256, now: () => Date.UTC(2026, 10, 20), partSizeBytes: 8 });
  token = server.register('an', 'correct horse');
  files = new Map([['/clip', bytes]]);
  remembered = null;
});

/** The app as it has just begun. */
function startApp(nextFault: () => Fault = () => 'none') {
  const engine = startEngine(platform, { server, token, nextFault: () => nextFault(), hashes: false });
  const { uploader, api, clock } = engine;
  const publishing = createPublishing({
    ...{ uploader, api, newAbort },
    retry: createRetry({ clock, random: () => 0.5, newAbort }),
    memory: { read: () => remembered, write: (_key, text) => (remembered = text) },
    files: {
      open(path, fileName) {
        const content = files.get(path);
        return Promise.resolve(content === undefined ? null : memoryFile(fileName, content));
      },
      forget: (path) => void files.delete(path),
    },
    onChange: () => {},
  });
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
  expect(remembered).toBe(null);
  expect([...files.keys()]).toEqual([]);
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
  const before = remembered;
  publishing.publish(id, words);
  await expect.poll(() => publishing.all()).toEqual([]);
  // As if the app had been killed before it knew, and the person says it with other words.
  remembered = before;
  files.set('/clip', bytes);
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
  files.clear();
  const second = startApp();
  await second.publishing.begin();
  expect(second.publishing.all()).toMatchObject([{ isLost: true, upload: null }]);
  files.set('/other', patternBytes(61, 2));
  files.set('/again', bytes);
  expect(await second.publishing.giveFile(id, '/other')).toBe(false);
  expect(await second.publishing.giveFile(id, '/again')).toBe(true);
  await expect.poll(() => second.publishing.all()[0]?.upload?.state).toBe('done');
  expect(stored()).toEqual([bytes]);
});

test('a file that is lost after all of it arrived is not asked for', async () => {
  const first = startApp();
  const id = await first.add();
  await expect.poll(() => first.publishing.all()[0]?.upload?.state).toBe('done');
  files.clear();
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
  expect(remembered).toBe(null);
  expect([...server.state.uploads.values()].filter(({ facts }) => facts.state === 'open')).toEqual([]);
});

test.each(['{', '[1, null, {}]', '"x"'])('a damaged memory (%s) holds no drafts', async (text) => {
  remembered = text;
  const { publishing } = startApp();
  await publishing.begin();
  expect(publishing.all()).toEqual([]);
});
