import { expect, test } from 'vitest';
import { titleOfFile, unfitness } from './file-choice.ts';

test('a video is known by its type or its extension', () => {
  expect(unfitness({ name: 'a', size: 1, type: 'video/mp4' }, null)).toBeNull();
  expect(unfitness({ name: 'a.MKV', size: 1, type: '' }, null)).toBeNull();
  expect(unfitness({ name: 'a.pdf', size: 1, type: 'application/pdf' }, null)).toBe('notVideo');
});

test('empty files and files over the limit are left out', () => {
  expect(unfitness({ name: 'a.mp4', size: 0, type: '' }, 10)).toBe('emptyFile');
  expect(unfitness({ name: 'a.mp4', size: 11, type: '' }, 10)).toBe('tooLarge');
});

test('a title is the name without extension', () => {
  expect(titleOfFile('毕业典礼.final.mp4')).toBe('毕业典礼.final');
  expect(titleOfFile('.mp4')).toBe('.mp4');
});

test('a long title ends at a whole character', () => {
  const title = titleOfFile(`${'a'.repeat(99)}🎬🎬.mp4`);
  expect(title).toBe('a'.repeat(99));
});
