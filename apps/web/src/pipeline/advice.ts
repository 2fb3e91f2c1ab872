import type { ErrorCode } from '@weireel/contract';

/** What a person can do about a failure. */
export interface Advice {
  /** Message key of the sentence. */
  key: string;
  /** Whether trying the same again may help. */
  isRetryable: boolean;
}

const advice: Partial<Record<ErrorCode, Advice>> = {
  media_empty: once('advice.otherFile'),
  media_unknown_format: once('advice.otherFile'),
  media_is_photo: once('advice.otherFile'),
  media_no_video: once('advice.otherFile'),
  unsupported_media_type: once('advice.otherFile'),
  media_encrypted: once('advice.encrypted'),
  media_damaged: once('advice.reexport'),
  media_too_many_streams: once('advice.reexport'),
  media_too_long: once('advice.shorter'),
  media_too_many_pixels: once('advice.smaller'),
  media_too_costly: once('advice.smaller'),
  media_timeout: again('advice.retry'),
  processing_failed: again('advice.retry'),
  processing_cancelled: again('advice.retry'),
  internal: again('advice.retry'),
  upload_failed: again('advice.retry'),
  source_missing: once('advice.uploadAgain'),
  upload_expired: once('advice.uploadAgain'),
  file_unreadable: again('advice.sameFile'),
  file_changed: once('advice.sameFile'),
  file_too_large: once('advice.smallerFile'),
  payload_too_large: once('advice.smallerFile'),
  quota_exceeded: again('advice.freeSpace'),
  too_many_uploads: again('advice.finishUploads'),
  storage_full: again('advice.administrator'),
  unauthenticated: again('advice.signIn'),
  token_expired: again('advice.signIn'),
  upload_completing: again('advice.wait'),
  part_too_slow: again('advice.wait'),
  rate_limited: again('advice.wait'),
  unavailable: again('advice.wait'),
};

/** What to do about a failure; `code` may be one that this client does not know yet. */
export function adviceFor(code: string): Advice {
  const known: Partial<Record<string, Advice>> = advice;
  return known[code] ?? again('advice.retry');
}

function once(key: string): Advice {
  return { key, isRetryable: false };
}

function again(key: string): Advice {
  return { key, isRetryable: true };
}
