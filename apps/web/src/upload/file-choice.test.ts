import { expect, test } from 'vitest';
import { unfitness } from './file-choice.ts';

test('a video is known by its type or its extension', () => {
  expect(unfitness({ name: 'a', size: 1, type: 'video/mp4' }, null)).toBeNull();
  expect(unfitness({ name: 'a.MKV', size: 1, type: '' }, null)).toBeNull();
  expect(unfitness({ name: 'a.pdf', size: 1, type: 'application/pdf' }, null)).toBe('notVideo');
});

test('empty files and files over the limit are left out', () => {
  expect(unfitness({ name: 'a.mp4', size: 0, type: '' }, 10)).toBe('emptyFile');
  expect(unfitness({ name: 'a.mp4', size: 11, type: '' }, 10)).toBe('tooLarge');
});
