import { WeireelError } from '@weireel/contract';
import type { JobRow } from '@weireel/db/processing';
import { FfmpegError } from '@weireel/ffmpeg';
import { describe, expect, it } from 'vitest';
import { isWorthAnotherTry, judgeFailure } from './failures.ts';

function ffmpegError(failure: FfmpegError['failure']): FfmpegError {
  return new FfmpegError(failure, ['ffmpeg'], { code: 1, signal: null, stderrTail: ['it failed'] });
}

describe('a failure', () => {
  it('is final when the file is at fault', () => {
    expect(judgeFailure(ffmpegError('failed'))).toMatchObject({
      final: true,
      error: { code: 'media_damaged', argv: ['ffmpeg'] },
    });
  });

  it('is final when it spent all the time that one file may take', () => {
    expect(judgeFailure(ffmpegError('timeout'))).toMatchObject({
      final: true,
      error: { code: 'media_timeout' },
    });
  });

  it('is tried again when nothing is known against the file', () => {
    const verdict = judgeFailure(ffmpegError('killed'));
    expect(verdict).toMatchObject({ final: false, error: { code: 'processing_failed' } });
    expect(verdict).not.toHaveProperty('passesInMs');
  });

  it.each([
    ['FFmpeg found no room', ffmpegError('storage')],
    ['a scratch file found no room', Object.assign(new Error('no space left'), { code: 'ENOSPC' })],
    ['the blob store found no room', new WeireelError('storage_full')],
  ])('passes by itself when %s', (_what, error) => {
    expect(judgeFailure(error)).toMatchObject({
      final: false,
      passesInMs: expect.any(Number) as number, // as: vitest's matchers are any
      error: { code: 'storage_full' },
    });
  });

  it('passes by itself when the database was away', () => {
    expect(judgeFailure(new Error('Connection terminated unexpectedly'))).toHaveProperty('passesInMs');
  });
});

describe('what a video can do without', () => {
  // as: only its tries are looked at
  const attempt = (failures: number) => ({ job: { failures, max_failures: 4 } as JobRow });

  it.each([
    ['killed', 0, true],
    ['killed', 3, false],
    ['storage', 3, true],
    ['failed', 0, false],
    ['timeout', 0, false],
    ['memory', 0, false],
  ] as const)('that %s after %i failures is tried again: %s', (failure, failures, isTriedAgain) => {
    expect(isWorthAnotherTry(ffmpegError(failure), attempt(failures))).toBe(isTriedAgain);
  });
});
