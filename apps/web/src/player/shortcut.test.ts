import { expect, test } from 'vitest';
import { shortcutOf, type KeyPress } from './shortcut.ts';

const page = { tagName: 'BODY' };

function press(key: string, changes: Partial<KeyPress> = {}): KeyPress {
  const modifiers = { ctrlKey: false, metaKey: false, altKey: false, isApple: false };
  return { key, ...modifiers, target: page, ...changes };
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

test('arrows move by chapters with the key that moves by words in a text', () => {
  expect(shortcutOf(press('ArrowRight', { ctrlKey: true }))).toBe('chapter-forward');
  expect(shortcutOf(press('ArrowLeft', { altKey: true, isApple: true }))).toBe('chapter-back');
  // Alt and an arrow is the browser's way back, but for Apple's.
  expect(shortcutOf(press('ArrowLeft', { altKey: true }))).toBeNull();
  expect(shortcutOf(press('ArrowLeft', { ctrlKey: true, isApple: true }))).toBeNull();
  expect(shortcutOf(press('ArrowLeft', { ctrlKey: true, altKey: true }))).toBeNull();
  const field = { tagName: 'TEXTAREA' };
  expect(shortcutOf(press('ArrowLeft', { ctrlKey: true, target: field }))).toBeNull();
});

test('keys that are typed into a field are text', () => {
  expect(shortcutOf(press('m', { target: { tagName: 'INPUT', type: 'text' } }))).toBeNull();
});

test('space presses the focused button, and arrows move the focused slider', () => {
  expect(shortcutOf(press(' ', { target: { tagName: 'BUTTON' } }))).toBeNull();
  expect(shortcutOf(press('k', { target: { tagName: 'BUTTON' } }))).toBe('toggle-play');
  expect(shortcutOf(press('ArrowUp', { target: { tagName: 'INPUT', type: 'range' } }))).toBeNull();
});
