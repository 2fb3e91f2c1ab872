import type { ErrorCode, Problem, Language } from '@weireel/contract';
import { errorTitle, isErrorCode } from '@weireel/contract/plain';
import type { TransportAnswer } from './transport.ts';

/** What an `ApiError` is made of. */
export interface ApiErrorFields {
  /** A code of the catalogue. */
  code: ErrorCode;
  /** HTTP status. */
  status: number;
  /** What happened, in the reader's language. */
  title: string;
  /** One sentence about this very case; null: the title says it all. */
  detail: string | null;
  /** What is wrong with single fields; empty when nothing is known. */
  errors: NonNullable<Problem['errors']>;
  /** How long the server asks to wait, in milliseconds; null: it did not say. */
  retryAfterMs: number | null;
  /** Further members of the problem document, such as `missing` part numbers. */
  extra: Record<string, unknown>;
}

/** The server answered that a call failed. Branch on `code` only. */
export class ApiError extends Error implements ApiErrorFields {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
  readonly errors: NonNullable<Problem['errors']>;
  readonly retryAfterMs: number | null;
  readonly extra: Record<string, unknown>;

  constructor(fields: ApiErrorFields) {
    super(fields.detail ?? fields.title);
    this.code = fields.code;
    this.status = fields.status;
    this.title = fields.title;
    this.detail = fields.detail;
    this.errors = fields.errors;
    this.retryAfterMs = fields.retryAfterMs;
    this.extra = fields.extra;
  }
}

/** Reads an error answer. One that is no problem document (a proxy's page) gets the code of its status. */
export function readApiError(answer: TransportAnswer, language: Language): ApiError {
  const { type: _type, status: _status, code, title, detail, errors, ...extra } = parseMembers(answer.body);
  const known = typeof code === 'string' && isErrorCode(code) ? code : codeOfStatus(answer.status);
  return new ApiError({
    code: known,
    status: answer.status,
    title: typeof title === 'string' ? title : errorTitle(known, language),
    detail: typeof detail === 'string' ? detail : null,
    errors: Array.isArray(errors) ? errors.filter(isFieldError) : [],
    retryAfterMs: readRetryAfter(answer),
    extra,
  });
}

function parseMembers(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // A proxy's error page is no JSON; its status still says enough.
    return {};
  }
  return isRecord(value) ? value : {};
}

function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'not_found';
    case 405:
      return 'method_not_allowed';
    case 408:
      return 'part_too_slow';
    case 413:
      return 'payload_too_large';
    case 415:
      return 'unsupported_media_type';
    case 429:
      return 'rate_limited';
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    case 507:
      return 'storage_full';
    default:
      return status >= 500 ? 'internal' : 'invalid_request';
  }
}

// RFC 9110, 10.2.3: delay in seconds, or a date. A date is read against the answer's own Date header, because
// the clock of a phone may be wrong.
function readRetryAfter(answer: TransportAnswer): number | null {
  const value = answer.header('retry-after');
  if (value === null) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const delayMs = Date.parse(value) - Date.parse(answer.header('date') ?? '');
  return Number.isNaN(delayMs) ? null : Math.max(0, delayMs);
}

function isFieldError(value: unknown): value is NonNullable<Problem['errors']>[number] {
  return (
    isRecord(value) &&
    typeof value['path'] === 'string' &&
    typeof value['code'] === 'string' &&
    typeof value['message'] === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
