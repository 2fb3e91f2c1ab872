import { expect, test } from 'vitest';
import { fitOf } from './fit.ts';

const phone = { width: 390, height: 790 };

test('a phone video fills a phone', () => {
  expect(fitOf({ width: 1080, height: 1920 }, phone)).toBe('cover');
});

test('a landscape video stands within a phone', () => {
  expect(fitOf({ width: 1920, height: 1080 }, phone)).toBe('contain');
});

test('a square video is not cut', () => {
  expect(fitOf({ width: 720, height: 720 }, phone)).toBe('contain');
});

test('a picture of unknown size is not cut', () => {
  expect(fitOf({ width: 0, height: 0 }, phone)).toBe('contain');
});
