import type { ErrorCode } from '@weireel/contract';
import { errorCatalogue } from '@weireel/contract/plain';

/** Whether a job that failed with a code is over, however many tries it had left. */
export function isFinal(code: ErrorCode): boolean {
  const { fault } = errorCatalogue[code];
  return fault === 'source' || fault === 'either';
}
