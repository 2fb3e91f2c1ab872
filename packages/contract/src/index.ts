export { WeireelError, errorCatalogue, fieldErrorCodes, isErrorCode } from './errors.ts';
export type { CatalogueEntry, ErrorCode, FieldError, FieldErrorCode, WeireelErrorOptions } from './errors.ts';
export type { CancelSignal } from './abort.ts';
