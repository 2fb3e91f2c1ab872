import { ApiError, createApi, newIdempotencyKey, type Api, type CallArguments } from '@weireel/client';
import type { AnswerOf, RouteName } from '@weireel/contract';
import { currentLanguage } from '../language/language.ts';
import { browserTransport } from './browser-transport.ts';

const plain = createApi({
  baseUrl: '/api/v1',
  transport: browserTransport,
  language: currentLanguage,
  newIdempotencyKey: () => newIdempotencyKey(Math.random),
});

const listeners = new Set<() => void>();

/** The API of the server that served this page; the session is a cookie that scripts cannot read. */
export const api: Api = { language: () => plain.language(), call };

/** Calls back when the server no longer knows who this is. */
export function onSignedOut(listener: () => void): void {
  listeners.add(listener);
}

async function call<N extends RouteName>(name: N, ...args: CallArguments<N>): Promise<AnswerOf<N>> {
  try {
    return await plain.call(name, ...args);
  } catch (error) {
    const isUnknown =
      error instanceof ApiError && (error.code === 'unauthenticated' || error.code === 'token_expired');
    if (isUnknown) for (const listener of listeners) listener();
    throw error;
  }
}
