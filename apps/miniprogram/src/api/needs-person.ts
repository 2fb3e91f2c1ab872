import { ApiError, challengeOf, createApi, TransportError } from '@weireel/client';
import type { Session } from '@weireel/contract';
import { words } from '../language/language.ts';
import { apiSettings } from './api-settings.ts';
import { noteSession, tokenNow } from './session.ts';

/** What needs a person was tried where WeChat tells nobody who looks: on a card in Moments. */
export class SinglePageError extends Error {
  override readonly name = 'SinglePageError';
}

const sceneOfMoments = 1154;
// Who signs in shows no token: a dead one would be refused before the code is looked at.
const stranger = createApi(apiSettings);

let signingIn: Promise<void> | null = null;

/**
 * Makes a call that needs a person: everything that a visitor does, and only a person may, goes through here. WeChat
 * signs them in, without asking anything; a session that has ended is begun anew, once. Rejects with `SinglePageError`
 * where nobody can be signed in, else as the call does.
 */
export async function needsPerson<T>(call: () => Promise<T>): Promise<T> {
  if (tokenNow() === null) await signIn();
  try {
    return await call();
  } catch (error) {
    if (!isUnknown(error)) throw error;
  }
  await signIn();
  return call();
}

/** Whether this is a card in Moments, where much is not allowed. */
export function isSinglePage(): boolean {
  return wx.getEnterOptionsSync().scene === sceneOfMoments;
}

/** Begins a session for whom WeChat knows; calls at the same time wait for the same one. */
function signIn(): Promise<void> {
  signingIn ??= beginSession().finally(() => (signingIn = null));
  return signingIn;
}

async function beginSession(): Promise<void> {
  if (isSinglePage()) throw new SinglePageError('Nobody can sign in on a card in Moments');
  const code = await loginCode();
  noteSession(await withCode(() => stranger.call('wechatLogin', { body: { code } })));
}

/**
 * Lets somebody in to an account of the web, and from now on by the WeChat of this phone as well. Both are proved at
 * once: the account by its password, the phone by a code of WeChat's. Nobody is signed in otherwise than before when
 * it does not work; rejects as the calls do.
 */
export async function linkAccount(account: string, password: string): Promise<void> {
  const session = await withCode(() => stranger.call('login', { body: { account, password } }));
  const theirs = createApi({ ...apiSettings, token: () => session.token });
  try {
    await theirs.call('linkWechat', { body: { code: await loginCode(), password } });
  } catch (error) {
    // A session that nobody holds must not stay open; that it does not work says nothing more.
    await theirs.call('logout').catch(() => undefined);
    throw error;
  }
  noteSession(session);
}

/** Begins a session, where a code is asked for besides with that. */
async function withCode(begin: () => Promise<Session>): Promise<Session> {
  try {
    return await begin();
  } catch (error) {
    const challenge = challengeOf(error);
    const given = challenge === null ? null : await askCode();
    if (challenge === null || given === null) throw error;
    return stranger.call('answerChallenge', { body: { challenge, code: given } });
  }
}

/** What they type where a code is asked for besides; null: nothing. */
function askCode(): Promise<string | null> {
  const { codeTitle, codeHint } = words().signIn;
  return new Promise((resolve) => {
    wx.showModal({
      ...{ title: codeTitle, editable: true, placeholderText: codeHint },
      success: ({ confirm, content }) => resolve(confirm && content !== '' ? content : null),
      fail: () => resolve(null),
    });
  });
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
