import type { ErrorCode } from '@weireel/contract';

/** Failures that the circumstances caused: the same file may well go through another time. */
const transient: ReadonlySet<string> = new Set<ErrorCode>([
  'processing_failed',
  'processing_cancelled',
  'media_timeout',
  'storage_full',
  'internal',
  'unavailable',
]);

/**
 * Whether processing the same source again may end better. For every other code the file itself is at fault, or is
 * gone, and another one is needed.
 *
 * @param code failure code of an asset; one that this version does not know counts as the file's fault
 */
export function isRetryable(code: string): boolean {
  return transient.has(code);
}
