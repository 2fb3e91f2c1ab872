import { expect, test } from 'vitest';
import { fileAfter } from './source-way.ts';

const file = { mp4Url: '/v.mp4' };

test.each(['own-hls', 'hls-code'] as const)('after %s the file is tried', (way) => {
  expect(fileAfter(way, 'media', file)).toBe('/v.mp4');
  expect(fileAfter(way, 'network', file)).toBe('/v.mp4');
});

test('a link that no longer opens leads nowhere, and after the file there is nothing', () => {
  expect(fileAfter('own-hls', 'gone', file)).toBe(null);
  expect(fileAfter('file', 'media', file)).toBe(null);
});

test('a video without a file has no second way', () => {
  expect(fileAfter('hls-code', 'media', { mp4Url: null })).toBe(null);
});
