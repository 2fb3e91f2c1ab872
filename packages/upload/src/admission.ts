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

/** What is taken already when somebody announces another file. */
export interface UploadUse {
  /** Bytes that this person keeps, with what their open uploads announced. */
  usedBytes: number;
  /** This person's open uploads. */
  openUploads: number;
  /** Bytes that this person's open uploads have announced and not sent yet. */
  ownLackingBytes: number;
  /** The same over all people. */
  allLackingBytes: number;
  /** Bytes that the store has room for; null: it does not know. */
  freeBytes: number | null;
}

/** Uploads that one person may have open at once. */
export const maxOpenUploads = 50;

/**
 * Refuses a file for what it is said to be.
 *
 * @throws WeireelError `file_too_large`, `unsupported_media_type`
 */
export function admitFile(file: AnnouncedFile, limits: UploadLimits): void {
  if (file.sizeBytes > limits.maxUploadBytes) {
    throw new WeireelError('file_too_large', { extra: { maxUploadBytes: limits.maxUploadBytes } });
  }
  if (file.contentType !== undefined && !isPossibleVideoType(file.contentType)) {
    throw new WeireelError('unsupported_media_type', { detail: file.contentType.slice(0, 100) });
  }
}

/**
 * Refuses a file at the first call, before any byte is sent, for want of room. What others have announced and not
 * sent yet counts as taken; and with several uploads at once nobody may announce more than half of what is left, so
 * that announcements alone do not keep others out.
 *
 * @throws WeireelError `quota_exceeded`, `too_many_uploads`, `storage_full`
 */
export function admitUpload(file: AnnouncedFile, use: UploadUse, limits: UploadLimits): void {
  const { usedBytes, openUploads, freeBytes } = use;
  if (limits.quotaBytes !== null && usedBytes + file.sizeBytes > limits.quotaBytes) {
    throw new WeireelError('quota_exceeded', { extra: { usedBytes, limitBytes: limits.quotaBytes } });
  }
  const tooMany = { extra: { openUploads, maxOpenUploads } };
  if (openUploads >= maxOpenUploads) throw new WeireelError('too_many_uploads', tooMany);
  if (freeBytes === null) return;
  if (use.allLackingBytes + file.sizeBytes > freeBytes) throw new WeireelError('storage_full');
  if (openUploads > 0 && use.ownLackingBytes + file.sizeBytes > freeBytes / 2) {
    throw new WeireelError('too_many_uploads', tooMany);
  }
}
