import { expect, test } from 'vitest';
import { videoOfQuery } from './video-of-query.ts';

test.each([
  ['a card', { v: '0123456789abcdef' }, '0123456789abcdef'],
  ['a code', { scene: 'v%3D0123456789abcdef' }, '0123456789abcdef'],
  ['a code in the developer tools', { scene: 'v=0123456789abcdef' }, '0123456789abcdef'],
  ['a code of something else', { scene: 'p%3D1' }, ''],
  ['a code that is broken', { scene: 'v%3' }, ''],
  ['nothing', {}, ''],
])('%s opens its video', (_how, query, id) => {
  expect(videoOfQuery(query)).toBe(id);
});
