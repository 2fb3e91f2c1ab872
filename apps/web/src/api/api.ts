import { createApi, newIdempotencyKey } from '@weireel/client';
import { currentLanguage } from '../language/language.ts';
import { browserTransport } from './browser-transport.ts';

/** The API of the server that served this page; the session is a cookie that scripts cannot read. */
export const api = createApi({
  baseUrl: '/api/v1',
  transport: browserTransport,
  language: currentLanguage,
  newIdempotencyKey: () => newIdempotencyKey(Math.random),
});
