import type { Replacement } from '@weireel/contract';
import { expect, test } from 'vitest';
import { sampleStage } from '../testing/sample-video.ts';
import { describeReplacement } from './describe-replacement.ts';

function replacement(changes: Partial<Replacement>): Replacement {
  return {
    assetId: 'abcdefgh12345678',
    fileName: 'other.mp4',
    state: 'processing',
    failure: null,
    pipeline: [],
    remainingMs: null,
    ...changes,
  };
}

test('a file whose upload stopped says that it waits for the rest', () => {
  expect(describeReplacement(replacement({ state: 'uploading' }))).toMatchObject({
    key: 'replace.receiving',
    isMoving: false,
  });
});

test('a file that nobody looks at yet is queued, with the server’s estimate', () => {
  const pipeline = [sampleStage('upload', 'done', 1), sampleStage('probe', 'waiting')];
  expect(describeReplacement(replacement({ pipeline, remainingMs: 9000 }))).toEqual({
    key: 'replace.queued',
    progress: null,
    isMoving: false,
    remainingMs: 9000,
  });
});

test('a file that is made playable says how far', () => {
  const pipeline = [sampleStage('probe', 'done', 1), sampleStage('first_playable', 'running', 0.3)];
  expect(describeReplacement(replacement({ pipeline }))).toMatchObject({
    key: 'replace.processing',
    progress: 0.3,
    isMoving: true,
  });
});
