import { expect, test } from 'vitest';
import { sumUploads } from './sum-uploads.ts';

test('files are summed by their bytes, not by their number', () => {
  const sum = sumUploads([
    { state: 'done', sizeBytes: 100, progress: 1 },
    { state: 'uploading', sizeBytes: 300, progress: 0.5 },
  ]);
  expect(sum).toEqual({ count: 2, done: 1, failed: 0, sizeBytes: 400, sentBytes: 250, progress: 0.625 });
});

test('what failed is expected no more, and what was cancelled was never there', () => {
  const sum = sumUploads([
    { state: 'failed', sizeBytes: 1000, progress: 0.9 },
    { state: 'cancelled', sizeBytes: 1000, progress: 0.1 },
    { state: 'queued', sizeBytes: 100, progress: 0 },
  ]);
  expect(sum).toEqual({ count: 2, done: 0, failed: 1, sizeBytes: 100, sentBytes: 0, progress: 0 });
});

test('nothing is not done', () => {
  expect(sumUploads([]).progress).toBe(0);
});
