import type { Job } from '@weireel/contract';
import { expect, test } from 'vitest';
import { reportOf } from './report-of.ts';

const job: Job = {
  ...{ id: 'job0', kind: 'process_ladder', pool: 'rest', assetId: 'asset0', owner: null, video: null },
  ...{ state: 'dead', place: null, stage: null, attempt: 4, failures: 4, maxAttempts: 4, progress: 0 },
  cancellable: true,
  ...{ usage: null, error: null, createdAt: '2026-05-20T12:00:00.000Z', startedAt: null, finishedAt: null },
};

test('a report holds the command as a shell takes it, the exit code and the last words', () => {
  const error = {
    ...{ code: 'media_damaged', message: 'FFmpeg failed', exitCode: 1 },
    argv: ['ffmpeg', '-vf', "drawtext=text='a b'"],
    stderr: ['Invalid data found'],
  };
  expect(reportOf({ ...job, error }).split('\n')).toEqual([
    'job job0 (process_ladder), asset asset0, failures 4/4',
    'created 2026-05-20T12:00:00.000Z, finished -',
    'media_damaged: FFmpeg failed',
    'exit code 1',
    '',
    String.raw`ffmpeg -vf 'drawtext=text='\''a b'\'''`,
    '',
    'Invalid data found',
  ]);
});

test('a job that was killed says so, and one without a reason is still named', () => {
  expect(reportOf({ ...job, error: { code: 'x', message: 'y', exitCode: null } })).toContain('killed');
  expect(reportOf(job).split('\n')).toHaveLength(2);
});
