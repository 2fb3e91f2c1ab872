import type { ErrorCode } from '@weireel/contract';
import { isErrorCode, isRetryable } from '@weireel/contract/plain';

/** What a person can do about a failure. */
export interface Advice {
  /** Message key of the sentence. */
  key: string;
  /** Whether trying the same again may help. */
  isRetryable: boolean;
}

const sentences: Partial<Record<ErrorCode, string>> = {
  media_empty: 'advice.otherFile',
  media_unknown_format: 'advice.otherFile',
  media_is_photo: 'advice.otherFile',
  media_no_video: 'advice.otherFile',
  unsupported_media_type: 'advice.otherFile',
  media_encrypted: 'advice.encrypted',
  media_damaged: 'advice.reexport',
  media_too_many_streams: 'advice.reexport',
  media_too_long: 'advice.shorter',
  media_too_many_pixels: 'advice.smaller',
  media_too_costly: 'advice.smaller',
  media_timeout: 'advice.retry',
  processing_failed: 'advice.retry',
  processing_cancelled: 'advice.retry',
  internal: 'advice.retry',
  upload_failed: 'advice.retry',
  source_missing: 'advice.uploadAgain',
  upload_expired: 'advice.uploadAgain',
  file_unreadable: 'advice.sameFile',
  file_changed: 'advice.sameFile',
  file_too_large: 'advice.smallerFile',
  payload_too_large: 'advice.smallerFile',
  quota_exceeded: 'advice.freeSpace',
  too_many_uploads: 'advice.finishUploads',
  storage_full: 'advice.administrator',
  unauthenticated: 'advice.signIn',
  token_expired: 'advice.signIn',
  upload_completing: 'advice.wait',
  part_too_slow: 'advice.wait',
  rate_limited: 'advice.wait',
  unavailable: 'advice.wait',
};

/** What to do about a failure; `code` may be one that this client does not know yet. */
export function adviceFor(code: string): Advice {
  const sentence = isErrorCode(code) ? sentences[code] : undefined;
  return { key: sentence ?? 'advice.retry', isRetryable: isRetryable(code) };
}
