export { createApi } from './api.ts';
export type { Api, ApiOptions } from './api.ts';
export { ApiError } from './api-error.ts';
export type { ApiErrorFields } from './api-error.ts';
export type {
  AnswerOf,
  BodyOf,
  CallArguments,
  CallOptions,
  CommonCallOptions,
  ParamsOf,
  QueryOf,
} from './call-types.ts';
export { errorTitle } from './language.ts';
export type { Language } from './language.ts';
export { TransportError } from './transport.ts';
export type { Transport, TransportAnswer, TransportRequest } from './transport.ts';
