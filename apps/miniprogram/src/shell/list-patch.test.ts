import { expect, test } from 'vitest';
import { listPatch } from './list-patch.ts';

const a = { id: 'a' };
const b = { id: 'b' };

test('a further page adds its places, and nothing else is set', () => {
  expect(listPatch('items', [a], [a, b])).toEqual({ 'items[1]': b });
  expect(listPatch('items', [a, b], [a, b])).toEqual({});
});

test('one item that changes is set alone', () => {
  expect(listPatch('items', [a, b], [a, { id: 'b', isRead: true }])).toEqual({
    'items[1]': { id: 'b', isRead: true },
  });
});

test('a list that got shorter is set whole', () => {
  expect(listPatch('items', [a, b], [b])).toEqual({ items: [b] });
});
