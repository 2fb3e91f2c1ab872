import { expect, test } from 'vitest';
import { createTapTeller } from './tap-teller.ts';

test('two quick taps at one place are a double tap, and each further one is another', () => {
  const tell = createTapTeller();
  expect(tell({ x: 100, y: 100, timeMs: 0 })).toBe('first');
  expect(tell({ x: 110, y: 95, timeMs: 200 })).toBe('again');
  expect(tell({ x: 105, y: 90, timeMs: 380 })).toBe('again');
  expect(tell({ x: 105, y: 90, timeMs: 900 })).toBe('first');
});

test('taps far from each other are single ones', () => {
  const tell = createTapTeller();
  expect(tell({ x: 0, y: 0, timeMs: 0 })).toBe('first');
  expect(tell({ x: 200, y: 0, timeMs: 100 })).toBe('first');
});
