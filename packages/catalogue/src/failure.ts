import type { ErrorCode } from '@weireel/contract';
import { errorCatalogue, isErrorCode } from '@weireel/contract/plain';

/**
 * Whether processing the same source again may end better. For every other code the file itself is at fault, or is
 * gone, and another one is needed.
 *
 * @param code failure code of an asset; one that this version does not know counts as the file's fault
 */
export function isRetryable(code: string): boolean {
  const fault = isErrorCode(code) ? errorCatalogue[code].fault : undefined;
  return fault === 'circumstances' || fault === 'either';
}

/** Whether a job that failed with a code is over, however many tries it had left. */
export function isFinal(code: ErrorCode): boolean {
  const { fault } = errorCatalogue[code];
  return fault === 'source' || fault === 'either';
}
