import { expect, test } from 'vitest';
import { shortcutOf, type KeyPress } from './shortcut.ts';

const page = { tagName: 'BODY' };

function press(key: string, changes: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, target: page, ...changes };
}

test.each([
  [' ', 'toggle-play'],
  ['k', 'toggle-play'],
  ['M', 'toggle-mute'],
  ['ArrowDown', 'down'],
  ['c', 'toggle-captions'],
  ['?', 'help'],
  ['x', null],
] as const)('%s means %s', (key, action) => {
  expect(shortcutOf(press(key))).toBe(action);
});

test('keys with a modifier belong to the browser', () => {
  expect(shortcutOf(press('f', { ctrlKey: true }))).toBeNull();
});

test('keys that are typed into a field are text', () => {
  expect(shortcutOf(press('m', { target: { tagName: 'INPUT', type: 'text' } }))).toBeNull();
});

test('space presses the focused button, and arrows move the focused slider', () => {
  expect(shortcutOf(press(' ', { target: { tagName: 'BUTTON' } }))).toBeNull();
  expect(shortcutOf(press('k', { target: { tagName: 'BUTTON' } }))).toBe('toggle-play');
  expect(shortcutOf(press('ArrowUp', { target: { tagName: 'INPUT', type: 'range' } }))).toBeNull();
});
