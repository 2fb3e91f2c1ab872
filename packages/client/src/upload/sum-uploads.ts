import type { FileUploadSnapshot } from './snapshot.ts';

/** All uploads of a page as one. */
export interface UploadSum {
  /** Files, without those that were cancelled. */
  count: number;
  /** Files that have arrived. */
  done: number;
  /** Files that were given up. */
  failed: number;
  /** Bytes of all files that have arrived or may still. */
  sizeBytes: number;
  /** Bytes of those that have arrived. */
  sentBytes: number;
  /** `sentBytes` as a share of `sizeBytes`, 0–1. */
  progress: number;
}

/** Sums up the uploads of a page. What failed counts as a file, and its bytes are expected no more. */
export function sumUploads(
  snapshots: readonly Pick<FileUploadSnapshot, 'state' | 'sizeBytes' | 'progress'>[],
): UploadSum {
  const files = snapshots.filter(({ state }) => state !== 'cancelled');
  const expected = files.filter(({ state }) => state !== 'failed');
  const sizeBytes = expected.reduce((sum, file) => sum + file.sizeBytes, 0);
  const sentBytes = expected.reduce((sum, file) => sum + file.progress * file.sizeBytes, 0);
  return {
    count: files.length,
    done: files.filter(({ state }) => state === 'done').length,
    failed: files.length - expected.length,
    sizeBytes,
    sentBytes,
    progress: sizeBytes === 0 ? 0 : sentBytes / sizeBytes,
  };
}
