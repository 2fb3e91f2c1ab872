import type { CatalogueEntry } from './catalogue-entry.ts';
import { peopleErrors } from './people/errors.ts';
import { uploadsErrors } from './uploads/errors.ts';
import { videosErrors } from './videos/errors.ts';
import { playbackErrors } from './playback/errors.ts';
import { processingErrors } from './processing/errors.ts';
import { filesErrors } from './files/errors.ts';
import { projectsErrors } from './projects/errors.ts';
import { captionsErrors } from './captions/errors.ts';
import { chaptersErrors } from './chapters/errors.ts';
import { collectionsErrors } from './collections/errors.ts';
import { channelsErrors } from './channels/errors.ts';
import { groupsErrors } from './groups/errors.ts';
import { communityErrors } from './community/errors.ts';
import { reviewErrors } from './review/errors.ts';
import { takesErrors } from './takes/errors.ts';
import { requestErrors } from './request-errors.ts';

/**
 * The closed error catalogue: every code that a client may meet, with its HTTP status and a message that is
 * safe to show. Clients branch on the code only.
 */
export const errorCatalogue = {
  ...requestErrors,
  ...peopleErrors,
  ...channelsErrors,
  ...groupsErrors,
  ...uploadsErrors,
  ...videosErrors,
  ...playbackErrors,
  ...processingErrors,
  ...captionsErrors,
  ...chaptersErrors,
  ...filesErrors,
  ...projectsErrors,
  ...collectionsErrors,
  ...takesErrors,
  ...communityErrors,
  ...reviewErrors,
} as const satisfies Record<string, CatalogueEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** What is wrong with one field of a request. */
export interface FieldError {
  /** Where, as dotted path: `title`, `tags.3`; empty for the body itself. */
  path: string;
  /** What is wrong with it. */
  code: FieldErrorCode;
  /** A sentence in the reader's language. */
  message: string;
}

/** Codes of field errors. */
export const fieldErrorCodes = [
  'required',
  'unknown_field',
  'wrong_type',
  'too_short',
  'too_long',
  'too_small',
  'too_large',
  'too_many',
  'bad_format',
  'not_allowed',
  'reserved',
] as const;

/** A code of a field error. */
export type FieldErrorCode = (typeof fieldErrorCodes)[number];

/** What may accompany a `WeireelError`. */
export interface WeireelErrorOptions {
  /** One sentence about this very case, safe to show. Absent: the title says it all. */
  detail?: string;
  /** Field errors, for `invalid_request`. */
  errors?: FieldError[];
  /** More members of the problem document, safe to show (`missing: [3, 4]`). */
  extra?: Record<string, unknown>;
  /** Milliseconds after which it is worth trying again. Absent: nobody knows. */
  retryAfterMs?: number;
  /** What led to it; for the log, never shown. */
  cause?: unknown;
}

/** An error with a code of the catalogue. Everything that reaches a client or a video's `failure` is one. */
export class WeireelError extends Error {
  override readonly name = 'WeireelError';
  /** The code of the catalogue. */
  readonly code: ErrorCode;
  /** One sentence about this very case, safe to show. */
  readonly detail: string | undefined;
  /** Field errors; empty when none. */
  readonly errors: FieldError[];
  /** More members of the problem document. */
  readonly extra: Record<string, unknown>;
  /** Milliseconds after which it is worth trying again; null: nobody knows. */
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode, options: WeireelErrorOptions = {}) {
    super(options.detail ?? errorCatalogue[code].en, { cause: options.cause });
    this.code = code;
    this.detail = options.detail;
    this.errors = options.errors ?? [];
    this.extra = options.extra ?? {};
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** Whether a string is a code of the catalogue. */
export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorCatalogue, value);
}

/**
 * Whether a person may try what ended with a code once more: unless the catalogue says that what was given is at
 * fault or gone. A newer version's code, of which nothing is known here, may be tried again.
 */
export function isRetryable(code: string): boolean {
  return !isErrorCode(code) || errorCatalogue[code].fault !== 'source';
}
