import { createHash } from 'node:crypto';
import type { Video } from '@weireel/contract';
import { beforeEach, expect, test } from 'vitest';
import { patternBytes } from '../testing/engine.ts';
import { createFakePhone, type FakePhone } from '../testing/fake-phone.ts';
import { createFakeServer, type FakeServer } from '../testing/fake-server.ts';
import type { Fault } from '../testing/fake-transport.ts';
import type { TransportRequest } from '../transport.ts';
import type { DraftWords } from './draft.ts';
import { createTakeRoll } from './take-roll.ts';

const platform = {
  afterOthers: (callback: () => void) => void setImmediate(callback),
  newAbort: () => new AbortController(),
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const takes = [patternBytes(61), patternBytes(40), patternBytes(17)];
const words: DraftWords = { title: '三段', tags: [], visibility: 'public', coverTimeMs: null };

let server: FakeServer;
let phone: FakePhone;

beforeEach(() => {
  server = createFakeServer({ sha256, now: () => Date.UTC(2026, 10, 20), partSizeBytes: 8 });
  const token = server.register('an', 'correct horse');
  const files = new Map(takes.map((bytes, n) => [`/take-${n}`, bytes]));
  phone = createFakePhone(platform, { server, token, files });
});

/** The app as it has just begun. */
function startApp(nextFault?: (request: TransportRequest) => Fault) {
  const { ports, ...engine } = phone.begin(nextFault);
  const made: Video[] = [];
  const roll = createTakeRoll({ ...ports, onVideo: (video) => made.push(video) });
  const shoot = (n: number) => roll.add({ path: `/take-${n}`, fileName: `take-${n}.mp4`, durationMs: 1000 });
  return { ...engine, roll, shoot, made };
}

const joinedBytes = (...numbers: number[]) =>
  new Uint8Array(numbers.flatMap((n) => [...(takes[n] ?? new Uint8Array())]));
const stored = () => [...server.state.files.values()];

test('takes go out as they are shot, and become one video when the person says so', async () => {
  const { roll, shoot, made } = startApp();
  await shoot(0);
  await shoot(1);
  await shoot(2);
  expect(roll.totalMs()).toBe(3000);
  await expect.poll(() => roll.takes().every(({ hasArrived }) => hasArrived)).toBe(true);
  expect(server.state.videos.size).toBe(0);
  roll.publish(words);
  await expect.poll(() => made).toMatchObject([{ title: '三段' }]);
  expect(stored()).toEqual([joinedBytes(0, 1, 2)]);
  // Nothing is left on the device.
  expect([roll.takes(), phone.remembered, [...phone.files.keys()]]).toEqual([[], null, []]);
});

test('the last take is given up, whether or not it has arrived', async () => {
  const { roll, shoot, made } = startApp();
  await shoot(0);
  await shoot(1);
  await expect.poll(() => roll.takes().every(({ hasArrived }) => hasArrived)).toBe(true);
  roll.deleteLast();
  await expect.poll(stored).toEqual([takes[0]]);
  await shoot(2);
  roll.publish(words);
  await expect.poll(() => made).toHaveLength(1);
  expect(stored()).toEqual([joinedBytes(0, 2)]);
  roll.deleteLast();
});

test('a take that was given up as the app was killed or without a network is deleted when it begins again', async () => {
  let isAway = false;
  const first = startApp(() => (isAway ? 'hang' : 'none'));
  await first.shoot(0);
  await first.shoot(1);
  await first.shoot(2);
  await expect.poll(() => first.roll.takes().every(({ hasArrived }) => hasArrived)).toBe(true);
  isAway = true;
  first.roll.deleteLast();
  first.roll.deleteLast();
  first.kill();
  expect(stored()).toEqual(takes);
  const second = startApp();
  await second.roll.begin();
  await expect.poll(stored).toEqual([takes[0]]);
  expect(second.roll.takes()).toHaveLength(1);
  second.roll.deleteLast();
  // Not even that it was told is left on the device.
  await expect.poll(() => phone.remembered).toBeNull();
  expect(stored()).toEqual([]);
});

test('a take that was given up, and the app killed, before the server had answered is deleted when it begins again', async () => {
  let isHeard = true;
  const first = startApp(({ method }) => (isHeard || method === 'GET' ? 'none' : 'answer_lost'));
  await first.shoot(0);
  await expect.poll(() => first.roll.takes().every(({ hasArrived }) => hasArrived)).toBe(true);
  isHeard = false;
  await first.shoot(1);
  await expect.poll(() => server.state.uploads.size).toBe(2);
  first.roll.deleteLast();
  first.kill();
  const second = startApp();
  await second.roll.begin();
  await expect
    .poll(() => [...server.state.uploads.values()].map(({ facts }) => facts.fileName))
    .toEqual(['take-0.mp4']);
  expect([second.roll.takes().length, [...phone.files.keys()]]).toEqual([1, ['/take-0', '/take-2']]);
});

test('what was said before the app was killed is done when it begins again', async () => {
  let left = 9;
  const first = startApp(() => {
    if (left-- > 0) return 'none';
    first.kill();
    return 'hang';
  });
  await first.shoot(0);
  await first.shoot(1);
  first.roll.publish(words);
  await expect.poll(() => left).toBeLessThan(0);
  const second = startApp();
  await second.roll.begin();
  await expect.poll(() => second.made).toHaveLength(1);
  expect(stored()).toEqual([joinedBytes(0, 1)]);
  expect(server.state.videos.size).toBe(1);
});

test('a take whose file is gone before it has arrived is said to be lost, and others can be joined without it', async () => {
  const first = startApp();
  await first.shoot(0);
  await expect.poll(() => first.roll.takes().every(({ hasArrived }) => hasArrived)).toBe(true);
  first.kill();
  const before = JSON.parse(phone.remembered ?? '{}') as { takes: object[] }; // as: written by the roll
  const gone = { path: '/nowhere', fileName: 'gone.mp4', durationMs: 1000, uploadId: null, assetId: null };
  phone.remembered = JSON.stringify({ ...before, takes: [...before.takes, gone] });
  const { roll, made } = startApp();
  await roll.begin();
  expect(roll.takes().map(({ isLost }) => isLost)).toEqual([false, true]);
  roll.publish(words);
  roll.deleteLast();
  expect(roll.isWanted()).toBe(false);
  roll.publish(words);
  await expect.poll(() => made).toHaveLength(1);
  expect(stored()).toEqual([takes[0]]);
});

test('takes that were joined when the app was killed are not sent again', async () => {
  const first = startApp();
  await first.shoot(0);
  await first.shoot(1);
  await expect.poll(() => first.roll.takes().every(({ hasArrived }) => hasArrived)).toBe(true);
  const before = phone.remembered ?? '{}';
  const assetIds = first.roll.takes().flatMap(({ take }) => take.assetId ?? []);
  const { assetId } = await first.api.call('joinTakes', { body: { assetIds } });
  first.kill();
  phone.remembered = JSON.stringify({ ...(JSON.parse(before) as object), words, assetId }); // as: written by the roll
  const { roll, made } = startApp();
  await roll.begin();
  expect(made).toMatchObject([{ assetId }]);
  expect(stored()).toEqual([joinedBytes(0, 1)]);
});
