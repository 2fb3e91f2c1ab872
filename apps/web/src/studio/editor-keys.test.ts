import { decibelsOf, percentOf } from '@weireel/edit/editing';
import { expect, test } from 'vitest';
import { editorActionOf, type EditorKeyPress } from './editor-keys.ts';

const press = (key: string, more: Partial<EditorKeyPress> = {}) =>
  editorActionOf({ key, isCommand: false, altKey: false, shiftKey: false, target: null, ...more });

test('keys edit and play', () => {
  expect(['s', 'S', 'i', 'o', 'Delete', 'ArrowLeft', 'Home', 'l'].map((key) => press(key))).toEqual([
    ...['split', 'split', 'trim-in', 'trim-out', 'delete', 'frame-back', 'to-start', 'play-forward'],
  ]);
  expect(press('ArrowRight', { shiftKey: true })).toBe('second-forward');
  expect(press('ArrowRight', { altKey: true })).toBe('later');
});

test('with the key for commands they undo, redo and split, and leave all others to the browser', () => {
  const isCommand = true;
  expect(press('z', { isCommand })).toBe('undo');
  expect(press('Z', { isCommand, shiftKey: true })).toBe('redo');
  expect(press('b', { isCommand })).toBe('split');
  for (const key of ['s', 'l', 'i', 'ArrowLeft']) expect(press(key, { isCommand })).toBeNull();
});

test('whoever writes or uses a control keeps its keys', () => {
  const text = { tagName: 'INPUT', type: 'text' };
  for (const key of ['s', ' ', 'Delete', 'ArrowLeft']) expect(press(key, { target: text })).toBeNull();
  expect(press('z', { isCommand: true, target: text })).toBeNull();
  expect(press(' ', { target: { tagName: 'BUTTON' } })).toBeNull();
  expect(press('s', { target: { tagName: 'BUTTON' } })).toBe('split');
  const slider = { tagName: 'INPUT', type: 'range' };
  expect(press('ArrowLeft', { target: slider })).toBeNull();
  expect(press('s', { target: slider })).toBe('split');
});

test('loudness in percent becomes decibels and comes back', () => {
  expect([decibelsOf(100), decibelsOf(200), decibelsOf(50), decibelsOf(0)]).toEqual([0, 6, -6, -96]);
  for (let percent = 0; percent <= 200; percent += 5)
    expect(Math.abs(percentOf(decibelsOf(percent)) - percent)).toBeLessThanOrEqual(1);
});
