import { newIdempotencyKey } from '@weireel/client';
import { currentLanguage } from '../language/language.ts';
import { serverUrl } from '../server-url.ts';
import { wxTransport } from './wx-transport.ts';

/** How every call is made, whoever makes it. */
export const apiSettings = {
  baseUrl: `${serverUrl}/api/v1`,
  transport: wxTransport,
  language: currentLanguage,
  newIdempotencyKey: () => newIdempotencyKey(Math.random),
};
