import { expect, test } from 'vitest';
import { gapsOf } from './gaps-of.ts';

test('the line has a gap where a chapter begins within the video', () => {
  const chapters = [0, 15_000, 30_000, 60_000].map((startMs) => ({ startMs }));
  expect(gapsOf(chapters, 60_000)).toBe(
    'linear-gradient(to right, ' +
      '#000 0 calc(25.000% - 1.5px), transparent 0 calc(25.000% + 1.5px), ' +
      '#000 0 calc(50.000% - 1.5px), transparent 0 calc(50.000% + 1.5px), #000 0)',
  );
  expect(gapsOf(chapters.slice(0, 1), 60_000)).toBeUndefined();
  expect(gapsOf(chapters, 0)).toBeUndefined();
});
