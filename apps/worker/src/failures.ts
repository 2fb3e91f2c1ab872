import { isFinal } from '@weireel/catalogue';
import { errorCatalogue, WeireelError, type ErrorCode, type JobError } from '@weireel/contract';
import { isDatabaseAway } from '@weireel/db';
import { FfmpegError } from '@weireel/ffmpeg';
import { Mp4FormatError, StreamUnfitError } from '@weireel/hls';
import type { Attempt, FailureVerdict } from '@weireel/jobs';

/** Somebody has to make room first. */
const fullDiskMs = 10_000;
/** A database that is away must be back before the failure can even be noted. */
const databaseAwayMs = 1000;

/** The code of the catalogue that an error means for people. */
export function failureCodeOf(error: unknown): ErrorCode {
  if (error instanceof WeireelError) return error.code;
  if (error instanceof FfmpegError) {
    switch (error.failure) {
      case 'timeout':
      case 'processor':
        return 'media_timeout';
      case 'memory':
      case 'output':
        return 'media_too_costly';
      case 'storage':
        return 'storage_full';
      case 'killed':
        return 'processing_failed';
      case 'failed':
        return 'media_damaged';
    }
  }
  if (isDiskFull(error)) return 'storage_full';
  if (error instanceof Mp4FormatError || error instanceof StreamUnfitError) return 'media_damaged';
  return 'processing_failed';
}

/** What a failure means: the file is at fault, or the job tried in vain, or what is in its way will pass. */
export function judgeFailure(error: unknown): FailureVerdict {
  const code = failureCodeOf(error);
  return {
    error: describeError(error),
    final: isFinal(code),
    ...(isDatabaseAway(error) && { passesInMs: databaseAwayMs }),
    ...(code === 'storage_full' && { passesInMs: fullDiskMs }),
  };
}

/** Whether what a video can do without should be tried again: nothing is known against it, and tries are left. */
export function isWorthAnotherTry(error: FfmpegError, { job }: Pick<Attempt, 'job'>): boolean {
  const { final, passesInMs } = judgeFailure(error);
  return passesInMs !== undefined || (!final && job.failures + 1 < job.max_failures);
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** What administrators see of an error. */
function describeError(error: unknown): JobError {
  const code = failureCodeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof FfmpegError) {
    return { code, message, argv: error.argv, exitCode: error.exitCode, stderr: error.stderr };
  }
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  const stack = error instanceof Error && code === 'processing_failed' ? (error.stack ?? '').split('\n') : [];
  return {
    code,
    message: `${message || errorCatalogue[code].en}${cause}`,
    ...(stack.length > 0 && { stderr: stack }),
  };
}
