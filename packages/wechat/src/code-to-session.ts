import { WeireelError } from '@weireel/contract';

/** Where and as whom to ask WeChat. */
export interface WechatApp {
  /** Base URL of WeChat's server API. */
  apiUrl: string;
  /** The mini program's app id. */
  appId: string;
  /** Its secret; never logged. */
  secret: string;
}

/** Who signed in. The session key that WeChat sends along stays here and is dropped. */
export interface WechatIdentity {
  /** The person's id in this mini program. */
  openid: string;
  /** The person's id across the owner's apps; null when the app is not bound to an open platform. */
  unionid: string | null;
}

/** How long WeChat may take. */
const timeoutMs = 5000;

/**
 * Asks WeChat whom a code of `wx.login` stands for (auth.code2Session).
 *
 * @throws WeireelError `wechat_code_invalid` for a wrong or used code, `wechat_busy` when WeChat cannot answer,
 *   `forbidden` for a person whom WeChat has flagged
 */
export async function codeToSession(app: WechatApp, code: string): Promise<WechatIdentity> {
  const url = new URL('/sns/jscode2session', app.apiUrl);
  url.search = new URLSearchParams({
    appid: app.appId,
    secret: app.secret,
    js_code: code,
    grant_type: 'authorization_code',
  }).toString();
  const answer = await ask(url);
  const errcode = 'errcode' in answer && typeof answer.errcode === 'number' ? answer.errcode : 0;
  if (errcode !== 0) throw errorOf(errcode);
  if (!('openid' in answer) || typeof answer.openid !== 'string' || answer.openid === '') {
    throw new WeireelError('wechat_busy', { cause: new Error('WeChat answered without openid') });
  }
  const unionid = 'unionid' in answer && typeof answer.unionid === 'string' ? answer.unionid : null;
  return { openid: answer.openid, unionid };
}

async function ask(url: URL): Promise<object> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`WeChat answered ${response.status}`);
    // WeChat labels this JSON as text/plain, so the label is not looked at.
    const body: unknown = JSON.parse(await response.text());
    if (typeof body !== 'object' || body === null) throw new Error('WeChat answered no object');
    return body;
  } catch (cause) {
    // fetch puts the address, and with it the secret, into some messages: only the kind of failure is kept.
    const kind = cause instanceof Error ? cause.name : 'unknown';
    throw new WeireelError('wechat_busy', { cause: new Error(`code2session failed: ${kind}`) });
  }
}

// Codes: WeChat's documentation of auth.code2Session.
function errorOf(errcode: number): WeireelError {
  const cause = new Error(`code2session answered errcode ${errcode}`);
  switch (errcode) {
    case 40029: // code is not valid
    case 40163: // code was used before
      return new WeireelError('wechat_code_invalid', { cause });
    case 40226: // WeChat blocks this person for risk
      return new WeireelError('forbidden', { cause });
    default: // -1 busy, 45011 too often, 40013/40125 our own app id or secret
      return new WeireelError('wechat_busy', { cause });
  }
}
