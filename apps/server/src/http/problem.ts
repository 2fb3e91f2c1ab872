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
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** One validation finding as Ajv gives it. */
interface ValidationFinding {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
}

/** Turns every error into `application/problem+json` with a code of the catalogue. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const known = toWeireelError(error, languageOf(request));
    if (errorCatalogue[known.code].status >= 500) request.log.error({ err: error }, 'request failed');
    return sendProblem(request, reply, known);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new WeireelError('not_found')));
}

/** The language that a request asks for. */
export function languageOf(request: FastifyRequest): Language {
  return pickLanguage(request.headers['accept-language']);
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: WeireelError): FastifyReply {
  const { status } = errorCatalogue[error.code];
  return reply
    .code(status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send({
      ...error.extra,
      type: `urn:weireel:error:${error.code}`,
      title: errorTitle(error.code, languageOf(request)),
      status,
      code: error.code,
      ...(error.detail !== undefined && { detail: error.detail }),
      ...(error.errors.length > 0 && { errors: error.errors }),
      requestId: request.id,
    });
}

function toWeireelError(error: unknown, language: Language): WeireelError {
  if (error instanceof WeireelError) return error;
  if (!(error instanceof Error)) return new WeireelError('internal', { cause: error });
  // Fastify's own errors carry a code and, for schemas, Ajv's findings.
  const { code, validation, statusCode, validationContext } = error as Partial<FastifyError>;
  if (validation) {
    return new WeireelError('invalid_request', {
      errors: validation.map((finding) => toFieldError(finding, validationContext ?? 'body', language)),
      cause: error,
    });
  }
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
};

function toFieldError(finding: ValidationFinding, context: string, language: Language): FieldError {
  const [code, zh, en] = fieldRules[finding.keyword] ?? fieldRules['pattern'] ?? badFormat;
  const name = finding.params['missingProperty'] ?? finding.params['additionalProperty'];
  const inside = finding.instancePath.split('/').filter((step) => step !== '');
  const path = [...inside, ...(typeof name === 'string' ? [name] : [])].join('.');
  return { path: path === '' ? context : path, code, message: language === 'en' ? en : zh };
}

type FieldRule = [FieldErrorCode, string, string];
const badFormat: FieldRule = ['bad_format', '格式不正确', 'does not have the right form'];
const fieldRules: Record<string, FieldRule> = {
  required: ['required', '必须填写', 'is required'],
  additionalProperties: ['unknown_field', '不认识的字段', 'is not a known field'],
  type: ['wrong_type', '类型不正确', 'has the wrong type'],
  minLength: ['too_short', '太短', 'is too short'],
  maxLength: ['too_long', '太长', 'is too long'],
  minimum: ['too_small', '太小', 'is too small'],
  maximum: ['too_large', '太大', 'is too large'],
  minItems: ['too_short', '项目太少', 'has too few items'],
  maxItems: ['too_many', '项目太多', 'has too many items'],
  uniqueItems: ['not_allowed', '不能重复', 'holds an item twice'],
  const: ['not_allowed', '不是允许的值', 'is not one of the allowed values'],
  enum: ['not_allowed', '不是允许的值', 'is not one of the allowed values'],
  anyOf: ['not_allowed', '不是允许的值', 'is not one of the allowed values'],
  pattern: badFormat,
  format: badFormat,
};
