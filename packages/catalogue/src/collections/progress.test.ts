import { expect, test } from 'vitest';
import { progressOf, type WatchedItem } from './progress.ts';

/** A video that was never watched, or was at a minute of the day. */
const item = (videoId: string, more: Partial<Omit<WatchedItem, 'watchedAt'>> & { at?: number } = {}) => {
  const { at, ...facts } = more;
  return {
    ...{ videoId, positionMs: 0, isDone: false, ...facts },
    watchedAt: at === undefined ? null : new Date(at * 60_000),
  };
};
const nextOf = (items: readonly WatchedItem[]) => progressOf(items).next?.videoId ?? null;

test('who has watched nothing begins with the first, and an empty list leads nowhere', () => {
  expect(progressOf([item('a'), item('b')])).toEqual({ done: 0, next: { videoId: 'a', positionMs: 0 } });
  expect(progressOf([])).toEqual({ done: 0, next: null });
});

test('one goes on where one was last, wherever that stands', () => {
  const items = [item('a', { at: 5, positionMs: 10 }), item('b'), item('c', { at: 9, positionMs: 7000 })];
  expect(progressOf(items)).toEqual({ done: 0, next: { videoId: 'c', positionMs: 7000 } });
});

test('behind what was watched to its end comes the next that was not, and then what was passed over', () => {
  const done = { isDone: true };
  expect(nextOf([item('a'), item('b', { at: 2, ...done }), item('c', { at: 1, ...done }), item('d')])).toBe(
    'd',
  );
  expect(nextOf([item('a'), item('b', { at: 2, ...done }), item('c', { at: 1, ...done })])).toBe('a');
});

test('all watched to their end, there is nothing to go on with', () => {
  const items = [item('a', { at: 1, isDone: true }), item('b', { at: 2, isDone: true, positionMs: 300 })];
  expect(progressOf(items)).toEqual({ done: 2, next: null });
});
