import type { ErrorCode, Language } from '@weireel/contract';
import { errorTitle, WeireelError } from '@weireel/contract/plain';
import { ApiError } from '../api-error.ts';

/** Why the upload of a file failed. */
export interface FileUploadFailure {
  /** A code of the catalogue. */
  code: ErrorCode;
  /** What happened, in the reader's language. */
  title: string;
  /** One sentence about this very case; null: the title says it all. */
  detail: string | null;
  /** The error itself, for logs. */
  error: unknown;
}

/** Puts an error into words. */
export function describeFailure(error: unknown, language: Language): FileUploadFailure {
  if (error instanceof ApiError) {
    return { code: error.code, title: error.title, detail: error.detail, error };
  }
  if (error instanceof WeireelError) {
    return { code: error.code, title: errorTitle(error.code, language), detail: error.detail ?? null, error };
  }
  const detail = error instanceof Error ? error.message : null;
  return { code: 'upload_failed', title: errorTitle('upload_failed', language), detail, error };
}
