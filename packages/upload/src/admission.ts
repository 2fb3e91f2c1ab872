import { WeireelError } from '@weireel/contract/plain';
import { isPossibleVideoType } from './video-names.ts';

/** Limits that an operator sets. */
export interface UploadLimits {
  /** Largest file, in bytes. */
  maxUploadBytes: number;
  /** Bytes that one person may keep; null: no limit. */
  quotaBytes: number | null;
}

/** What a client says of the file it wants to send. */
export interface AnnouncedFile {
  /** Size in bytes. */
  sizeBytes: number;
  /** MIME type. Absent: unknown. */
  contentType?: string | undefined;
}

/**
 * Refuses a file at the first call, before any byte is sent.
 *
 * @throws WeireelError `file_too_large`, `quota_exceeded`, `unsupported_media_type`
 */
export function admitUpload(file: AnnouncedFile, usedBytes: number, limits: UploadLimits): void {
  if (file.sizeBytes > limits.maxUploadBytes) {
    throw new WeireelError('file_too_large', { extra: { maxUploadBytes: limits.maxUploadBytes } });
  }
  if (limits.quotaBytes !== null && usedBytes + file.sizeBytes > limits.quotaBytes) {
    throw new WeireelError('quota_exceeded', { extra: { usedBytes, limitBytes: limits.quotaBytes } });
  }
  if (file.contentType !== undefined && !isPossibleVideoType(file.contentType)) {
    throw new WeireelError('unsupported_media_type', { detail: file.contentType.slice(0, 100) });
  }
}
