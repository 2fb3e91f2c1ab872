import { WeireelError } from '@weireel/contract';
import { FfmpegError } from '@weireel/ffmpeg';
import { describe, expect, it } from 'vitest';
import { judgeFailure } from './failures.ts';

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
