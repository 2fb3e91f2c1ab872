import {
  ApiError,
  createApi,
  newIdempotencyKey,
  TransportError,
  type Api,
  type CallArguments,
} from '@weireel/client';
import type { AnswerOf, RouteName } from '@weireel/contract';
import { calls } from '@weireel/contract/plain';
import { currentLanguage } from '../language/language.ts';
import { serverUrl } from '../server-url.ts';
import { noteSession, tokenNow } from './session.ts';
import { wxTransport } from './wx-transport.ts';

const settings = {
  baseUrl: `${serverUrl}/api/v1`,
  transport: wxTransport,
  language: currentLanguage,
  newIdempotencyKey: () => newIdempotencyKey(Math.random),
};
const plain = createApi({ ...settings, token: tokenNow });
// Who signs in shows no token: a dead one would be refused before the code is looked at.
const stranger = createApi(settings);

let signingIn: Promise<void> | null = null;

/** The API; whoever calls what needs a person is signed in by WeChat, without being asked anything. */
export const api: Api = { language: () => plain.language(), call };

async function call<N extends RouteName>(name: N, ...args: CallArguments<N>): Promise<AnswerOf<N>> {
  if (calls[name].access !== 'public' && tokenNow() === null) await signIn();
  try {
    return await plain.call(name, ...args);
  } catch (error) {
    if (tokenNow() === null || !isUnknown(error)) throw error;
  }
  // The session has ended: it is begun anew, once.
  await signIn();
  return plain.call(name, ...args);
}

/** Begins a session for whom WeChat knows; calls at the same time wait for the same one. */
export function signIn(): Promise<void> {
  signingIn ??= beginSession().finally(() => (signingIn = null));
  return signingIn;
}

async function beginSession(): Promise<void> {
  const code = await loginCode();
  noteSession(await stranger.call('wechatLogin', { body: { code } }));
}

function loginCode(): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.login({
      success: ({ code }) => resolve(code),
      fail: ({ errMsg }) => reject(new TransportError(errMsg)),
    });
  });
}

function isUnknown(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'unauthenticated' || error.code === 'token_expired');
}
