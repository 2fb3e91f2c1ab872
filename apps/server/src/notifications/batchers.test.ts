import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Video } from '@weireel/contract';
import type { SignedIn } from '../http/context.ts';
import { createBatchers } from './batchers.ts';
import type { HubListener } from './hub.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** People with streams, of whom every batch is noted when it is read. */
function manyPeople(readVideos: () => Promise<Video[]> = async () => []) {
  const listeners = new Map<string, HubListener>();
  const read: string[] = [];
  const failures: unknown[] = [];
  const batchers = createBatchers({
    hub: {
      subscribe(userId, listener) {
        listeners.set(userId, listener);
        return () => listeners.delete(userId);
      },
    },
    viewOf: ({ id }) => ({
      videos: () => {
        read.push(id);
        return readVideos();
      },
      uploads: async () => new Map(),
      unread: async () => ({ notifications: 0 }),
    }),
    log: (error) => failures.push(error),
  });
  /** Opens a stream; what it is told is counted. */
  const open = (id: string) => {
    const sink = { waitingBytes: () => 0, write: vi.fn(), cut: vi.fn() };
    const viewer = { id, channels: [] as const } as Partial<SignedIn> as SignedIn; // nothing else of it is looked at
    const reader = batchers.join(viewer, 'en', sink);
    reader.missed([], '1-1');
    reader.begin();
    return reader;
  };
  const touch = (userId: string): void => listeners.get(userId)?.onProgress('asset');
  return { open, touch, read, failures, listeners };
}

const videosOf = (count: number): Video[] =>
  Array.from({ length: count }, (_, n) => ({ id: `v${n}` }) as Video); // no more is looked at

test('who is told little is told four times a second, and for as long as a stream is open (EVT-6)', async () => {
  const { open, touch, read, listeners } = manyPeople(async () => videosOf(1));
  const reader = open('p');
  for (let n = 1; n <= 4; n += 1) {
    touch('p');
    await vi.advanceTimersByTimeAsync(260);
    expect(read).toHaveLength(n);
  }
  reader.leave();
  expect(listeners.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('after many messages on many streams the next batch of that person waits, and of nobody else (EVT-18)', async () => {
  const { open, touch, read } = manyPeople(async () => videosOf(50));
  for (let n = 0; n < 4; n += 1) open('busy');
  open('quiet');
  for (let tenth = 0; tenth < 30; tenth += 1) {
    touch('busy');
    touch('quiet');
    await vi.advanceTimersByTimeAsync(100);
  }
  // 200 messages are worth a second, 50 a quarter of one.
  expect(read.filter((id) => id === 'busy')).toHaveLength(3);
  expect(read.filter((id) => id === 'quiet').length).toBeGreaterThanOrEqual(5);
});

test('however much somebody is told, it comes within seconds (EVT-18)', async () => {
  const { open, touch, read } = manyPeople(async () => videosOf(5000));
  open('busy');
  touch('busy');
  await vi.advanceTimersByTimeAsync(300);
  touch('busy');
  await vi.advanceTimersByTimeAsync(5300);
  expect(read).toHaveLength(2);
});

test('batches of two people are read at once, and the others wait in their order (EVT-19)', async () => {
  const ends: (() => void)[] = [];
  const { open, touch, read, failures } = manyPeople(
    () => new Promise((resolve) => ends.push(() => resolve([]))),
  );
  const people = ['a', 'b', 'c', 'd'];
  for (const id of people) open(id);
  for (const id of people) touch(id);
  await vi.advanceTimersByTimeAsync(1000);
  expect(read).toEqual(['a', 'b']);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toEqual(['a', 'b', 'c']);
  ends[1]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toEqual(people);
  expect(failures).toEqual([]);
});
