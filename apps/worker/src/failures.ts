import { errorCatalogue, WeireelError, type ErrorCode, type JobError } from '@weireel/contract';
import { FfmpegError } from '@weireel/ffmpeg';
import { Mp4FormatError, StreamUnfitError } from '@weireel/hls';

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
      case 'killed':
        return 'processing_failed';
      case 'failed':
        return 'media_damaged';
    }
  }
  if (error instanceof Mp4FormatError || error instanceof StreamUnfitError) return 'media_damaged';
  return 'processing_failed';
}

/** Whether the file itself is at fault, so that another try would end the same. */
export function isFinal(error: unknown): boolean {
  const code = failureCodeOf(error);
  return code.startsWith('media_') || code === 'source_missing';
}

/** What administrators see of an error. */
export function describeError(error: unknown): JobError {
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
