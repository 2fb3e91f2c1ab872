import { createFeedWindow } from '@weireel/client';
import { expect, test } from 'vitest';
import { slotsOf, slotsPatch } from './slots.ts';

const items = Array.from({ length: 20 }, (_, n) => ({ id: `video-${n}` }));
const open = { isOpen: true, mayPreload: true };

function slotsAt(index: number, count = 20, how = open) {
  const feed = createFeedWindow<{ id: string }>();
  feed.append({ items: items.slice(0, count), nextCursor: null });
  return slotsOf(feed.items(), feed.view(index), how);
}

test.each([0, 1, 7, 19])('at place %i three places have a view at most', (index) => {
  const near = slotsAt(index).filter(({ role }) => role !== 'away');
  expect(near.length).toBeLessThanOrEqual(3);
  expect(near.filter(({ role }) => role === 'play')).toHaveLength(1);
});

test('a swipe sets four roles and nothing else', () => {
  expect(slotsPatch(slotsAt(7), slotsAt(8))).toEqual({
    'slots[6].role': 'away',
    'slots[7].role': 'rest',
    'slots[8].role': 'play',
    'slots[9].role': 'preload',
  });
});

test('a further page adds its places to those that are there', () => {
  expect(Object.keys(slotsPatch(slotsAt(7, 10), slotsAt(7, 12)))).toEqual(['slots[10]', 'slots[11]']);
});

test('a list that begins anew, or loses a video, is set whole', () => {
  const without = slotsAt(7).filter((_, at) => at !== 3);
  expect(slotsPatch(slotsAt(7), without)).toEqual({ slots: without });
});

test('nothing changes, nothing is set', () => {
  expect(slotsPatch(slotsAt(7), slotsAt(7))).toEqual({});
});
