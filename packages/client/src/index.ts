export { createApi } from './api.ts';
export type { Api, ApiOptions } from './api.ts';
export { ApiError } from './api-error.ts';
export type { ApiErrorFields } from './api-error.ts';
export type { CallArguments, CallOptions, CommonCallOptions } from './call-types.ts';
export { TransportError } from './transport.ts';
export type { Transport, TransportAnswer, TransportRequest } from './transport.ts';
