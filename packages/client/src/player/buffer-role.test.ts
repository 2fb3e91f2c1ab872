import { expect, test } from 'vitest';
import { hasEnough, roleAt } from './buffer-role.ts';

const playing = { hasPicture: true, positionMs: 1000, bufferedMs: 7000, durationMs: 60_000 };

test('six seconds ahead are enough, less is not', () => {
  expect(hasEnough(playing)).toBe(true);
  expect(hasEnough({ ...playing, bufferedMs: 6999 })).toBe(false);
});

test('a short video has enough when all of it is there, though its container is not exact', () => {
  expect(hasEnough({ ...playing, bufferedMs: 3600, durationMs: 4000 })).toBe(true);
  expect(hasEnough({ ...playing, bufferedMs: 3600, durationMs: 0 })).toBe(false);
});

test('before the first frame nothing is enough', () => {
  expect(hasEnough({ ...playing, hasPicture: false })).toBe(false);
});

test('one plays, the next one loads once that has enough, the one before rests', () => {
  const feed = { index: 4, isOpen: true, mayPreload: true };
  expect([3, 4, 5, 6].map((at) => roleAt(at, feed))).toEqual(['rest', 'play', 'preload', 'rest']);
  expect(roleAt(5, { ...feed, mayPreload: false })).toBe('rest');
});

test('while nobody looks everything rests', () => {
  expect([3, 4, 5].map((at) => roleAt(at, { index: 4, isOpen: false, mayPreload: true }))).toEqual([
    'rest',
    'rest',
    'rest',
  ]);
});
