import {
  errorCatalogue,
  errorTitle,
  pickLanguage,
  WeireelError,
  type ErrorCode,
  type FieldError,
  type FieldErrorCode,
  type Language,
} from '@weireel/contract';
import { isDatabaseAway } from '@weireel/db';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { allowedMethods } from './allowed-methods.ts';

/** One validation finding as Ajv gives it. */
interface ValidationFinding {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
}

/** Turns every error into `application/problem+json` with a code of the catalogue. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const known = isBrokenOff(error, request)
      ? new WeireelError('part_cut_off', { cause: error })
      : toWeireelError(error);
    // Nobody is there to hear the answer, and nothing is wrong here.
    if (known.code === 'part_cut_off') request.log.info({ cause: String(error) }, 'the sender broke off');
    if (errorCatalogue[known.code].status >= 500) request.log.error({ err: error }, 'request failed');
    // Whoever runs the server sees an attack by these.
    if (known.code === 'rate_limited') request.log.warn({ ip: request.ip }, 'refused: too many requests');
    return sendProblem(request, reply, known);
  });
  app.setNotFoundHandler((request, reply) => {
    const methods = allowedMethods(request.url);
    // An address can also fail to match for its length.
    const isWrongMethod = methods.length > 0 && !methods.includes(request.method);
    if (!isWrongMethod) return sendProblem(request, reply, new WeireelError('not_found'));
    return sendProblem(
      request,
      reply.header('allow', methods.join(', ')),
      new WeireelError('method_not_allowed'),
    );
  });
}

/** Answers what Fastify refuses before any route or hook: addresses that cannot be decoded. */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  sendProblem(request, reply, toWeireelError(error));
}

/**
 * A refusal of one field for what no schema can say.
 *
 * @returns WeireelError `invalid_request`; its sentence is chosen when it is sent
 */
export function refuseField(path: string, code: FieldErrorCode): WeireelError {
  return new WeireelError('invalid_request', { errors: [{ path, code, message: '' }] });
}

/** The language that a request asks for. */
export function languageOf(request: FastifyRequest): Language {
  return pickLanguage(request.headers['accept-language']);
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: WeireelError): FastifyReply {
  const { status } = errorCatalogue[error.code];
  const language = languageOf(request);
  const errors = error.errors.map((field) => ({ ...field, message: describeField(field.code, language) }));
  if (error.retryAfterMs !== null) reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
  return reply
    .code(status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send({
      ...error.extra,
      type: `urn:weireel:error:${error.code}`,
      title: errorTitle(error.code, language),
      status,
      code: error.code,
      ...(error.detail !== undefined && { detail: error.detail }),
      ...(errors.length > 0 && { errors }),
      requestId: request.id,
    });
}

/** Whether a request failed because its sender went away in the middle of its body. */
function isBrokenOff(error: unknown, { raw }: FastifyRequest): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const isOfStream = error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE';
  return isOfStream && !raw.complete && raw.socket.destroyed;
}

function toWeireelError(error: unknown): WeireelError {
  if (error instanceof WeireelError) return error;
  if (!(error instanceof Error)) return new WeireelError('internal', { cause: error });
  // Fastify's own errors carry a code and, for schemas, Ajv's findings.
  const { code, validation, statusCode, validationContext } = error as Partial<FastifyError>;
  if (validation) {
    return new WeireelError('invalid_request', {
      errors: oneForEachField(
        validation.map((finding) => toFieldError(finding, validationContext ?? 'body')),
      ),
      cause: error,
    });
  }
  // Clients are endlessly patient with this, and not with a fault.
  if (isDatabaseAway(error)) return new WeireelError('unavailable', { cause: error });
  if (code === 'ENOSPC') return new WeireelError('storage_full', { cause: error });
  const byCode = code === undefined ? undefined : fastifyCodes[code];
  if (byCode) return new WeireelError(byCode, { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new WeireelError('invalid_request', { cause: error });
  }
  return new WeireelError('internal', { cause: error });
}

const fastifyCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_request',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

function toFieldError(finding: ValidationFinding, context: string): FieldError {
  const code = codesOfKeywords[finding.keyword] ?? 'bad_format';
  const name = finding.params['missingProperty'] ?? finding.params['additionalProperty'];
  const inside = finding.instancePath.split('/').filter((step) => step !== '');
  const path = [...inside, ...(typeof name === 'string' ? [name] : [])].join('.');
  return { path: path === '' ? context : path, code, message: '' };
}

/** A choice between shapes yields a finding for each; the first is about the shape that is meant. */
function oneForEachField(errors: FieldError[]): FieldError[] {
  return errors.filter(({ path }, n) => errors.findIndex((other) => other.path === path) === n);
}

const codesOfKeywords: Record<string, FieldErrorCode> = {
  required: 'required',
  additionalProperties: 'unknown_field',
  type: 'wrong_type',
  minLength: 'too_short',
  maxLength: 'too_long',
  minimum: 'too_small',
  maximum: 'too_large',
  minItems: 'too_short',
  maxItems: 'too_many',
  uniqueItems: 'not_allowed',
  const: 'not_allowed',
  enum: 'not_allowed',
  anyOf: 'not_allowed',
};

function describeField(code: FieldErrorCode, language: Language): string {
  const [zh, en] = fieldSentences[code];
  return language === 'en' ? en : zh;
}

const fieldSentences: Record<FieldErrorCode, [zh: string, en: string]> = {
  required: ['必须填写', 'is required'],
  unknown_field: ['不认识的字段', 'is not a known field'],
  wrong_type: ['类型不正确', 'has the wrong type'],
  too_short: ['太短', 'is too short'],
  too_long: ['太长', 'is too long'],
  too_small: ['太小', 'is too small'],
  too_large: ['太大', 'is too large'],
  too_many: ['项目太多', 'has too many items'],
  bad_format: ['格式不正确', 'does not have the right form'],
  not_allowed: ['不是允许的值', 'is not an allowed value'],
  reserved: ['这个名称保留给管理员', 'is reserved for administrators'],
};
